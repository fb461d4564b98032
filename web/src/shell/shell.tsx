import { Button, Group } from "@mantine/core";
import { Plus } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Brand } from "./brand.js";
import classes from "./shell.module.css";
import { useKeptFocus } from "./use-kept-focus.js";
import { useScrollOfHistory } from "./use-scroll-of-history.js";
import { UserMenu } from "./user-menu.js";

/** The frame of every screen behind the sign-in. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main);
  useScrollOfHistory();
  return (
    <>
      <a className={classes.skip} href="#content">
        {t("shell.skip")}
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.home} title={t("actions.toOrders")}>
          <Brand />
        </Link>
        <Group gap="sm" wrap="nowrap">
          <Button component={Link} to="/new" leftSection={<Plus size={16} />} size="sm">
            {t("actions.newLink")}
          </Button>
          <UserMenu />
        </Group>
      </header>
      <main ref={main} id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
