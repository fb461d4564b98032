import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { Brand } from "../shell/brand.js";
import { ColorSchemeButton } from "../shell/color-scheme-button.js";
import { LanguageButton } from "../shell/language-button.js";
import classes from "./entry-page.module.css";

/** The frame of the screens before the workspace. */
export function EntryPage({ children }: { children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Brand />
        <Group gap="xs">
          <LanguageButton />
          <ColorSchemeButton />
        </Group>
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
