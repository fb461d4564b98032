import { ActionIcon, Menu, useComputedColorScheme, useDirection, useMantineColorScheme } from "@mantine/core";
import { CircleUser, Languages, LogOut, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { leave } from "../firebase/session.js";
import { changeLanguage, isRightToLeft, type Language } from "../i18n/i18n.js";
import { notify } from "../shared/notify.js";
import { useWorkspace } from "../workspace-context.js";
import { OTHER_LANGUAGE } from "./language-button.js";

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { auth, user, role } = useWorkspace();
  const { setDirection } = useDirection();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const otherScheme = scheme === "dark" ? "light" : "dark";
  const other = OTHER_LANGUAGE[i18n.language as Language];

  const toOtherLanguage = async () => {
    if (await changeLanguage(other.language)) setDirection(isRightToLeft(other.language) ? "rtl" : "ltr");
    else notify({ message: t("states.newVersion"), color: "red", autoClose: false });
  };

  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.menu")}>
          <CircleUser size={24} strokeWidth={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi>{user.email ?? user.uid}</bdi> · {t(`roles.${role}`)}
        </Menu.Label>
        <Menu.Item
          leftSection={<Languages size={16} />}
          lang={other.language}
          onClick={() => void toOtherLanguage()}
        >
          {other.name}
        </Menu.Item>
        <Menu.Item
          leftSection={scheme === "dark" ? <Sun size={16} /> : <Moon size={16} />}
          onClick={() => setColorScheme(otherScheme)}
        >
          {t(`shell.${otherScheme}`)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void leave(auth)}>
          {t("actions.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
