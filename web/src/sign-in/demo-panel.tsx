import { Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DemoUser, Emulators } from "../settings.js";

type Props = { emulators: Emulators; isBusy: boolean; onSignIn: (user: DemoUser) => void };

/** What to try first on this machine. There is no such panel without emulators. */
export function DemoPanel({ emulators, isBusy, onSignIn }: Props) {
  const { t } = useTranslation();
  const simulator = `http://${emulators.simulator}`;
  return (
    <Paper withBorder p="md" radius="lg" component="section" aria-label={t("demo.title")}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t("demo.title")}
        </Text>
        {emulators.users.map((user) => (
          <Button
            key={user.email}
            size="xs"
            variant="default"
            justify="space-between"
            disabled={isBusy}
            rightSection={
              <Text span size="xs" c="dimmed" dir="ltr">
                {user.email}
              </Text>
            }
            onClick={() => onSignIn(user)}
          >
            {t("demo.signInAs", { name: user.displayName })}
          </Button>
        ))}
        <Group gap="md" mt={4}>
          <Anchor size="sm" href={simulator} target="_blank" rel="noreferrer">
            {t("demo.simulator")}
          </Anchor>
          <Anchor size="sm" href={`${simulator}/outbox`} target="_blank" rel="noreferrer">
            {t("demo.outbox")}
          </Anchor>
        </Group>
        <Text size="xs" c="dimmed">
          {t("demo.card")} <bdi>4242 4242 4242 4242 · 12/25 · 100 · TEST USER</bdi>
        </Text>
      </Stack>
    </Paper>
  );
}
