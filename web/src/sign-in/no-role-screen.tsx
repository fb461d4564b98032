import { Button, Code, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { Auth, User } from "firebase/auth";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { leave } from "../firebase/session.js";
import { EntryPage } from "./entry-page.js";
import { type SignInProblem, toSignInProblem } from "./sign-in-problem.js";

type Props = { auth: Auth; user: User; contact: string };

/** Says what to ask for, and from whom. A role counts as soon as the token is fetched anew. */
export function NoRoleScreen({ auth, user, contact }: Props) {
  const { t } = useTranslation();
  const [isChecking, setChecking] = useState(false);
  const [found, setFound] = useState<SignInProblem | "noRole" | null>(null);
  const email = user.email ?? user.uid;
  const { projectId = "" } = auth.app.options;
  // So begin the ids of emulated projects.
  const local = projectId.startsWith("demo-") ? " --local" : "";
  const command = `npm run pointcheckout -- staff grant ${email} --role staff --project ${projectId}${local}`;

  const checkAgain = async () => {
    setChecking(true);
    setFound(await user.getIdToken(true).then(() => "noRole" as const, toSignInProblem));
    setChecking(false);
  };

  return (
    <EntryPage>
      <Paper withBorder p="xl" radius="lg" shadow="sm">
        <Stack>
          <Title order={1} size="h3">
            {t("noRole.title")}
          </Title>
          <Text>{t("noRole.signedInAs", { email })}</Text>
          <Text>{contact ? t("noRole.askContact", { contact }) : t("noRole.askAdministrator")}</Text>
          <Text size="sm" c="dimmed">
            {t("noRole.command")}
          </Text>
          <Code block dir="ltr" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {command}
          </Code>
          {found && !isChecking && (
            <Text size="sm" role="status">
              {found === "noRole" ? t("noRole.stillNone") : t(`signIn.problems.${found}`)}
            </Text>
          )}
          <Group>
            <Button loading={isChecking} onClick={() => void checkAgain()}>
              {t("noRole.checkAgain")}
            </Button>
            <Button variant="default" onClick={() => void leave(auth)}>
              {t("actions.signOut")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </EntryPage>
  );
}
