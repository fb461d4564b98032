import { Alert, Button, Divider, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type Auth, signInWithEmailAndPassword } from "firebase/auth";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../settings.js";
import { useTitle } from "../shared/use-title.js";
import { DemoPanel } from "./demo-panel.js";
import { EntryPage } from "./entry-page.js";
import { type SignInProblem, toSignInProblem } from "./sign-in-problem.js";
import { signInWithProvider } from "./sign-in-with-provider.js";

type Props = { auth: Auth; settings: Settings; hasEnded: boolean };

export function SignInScreen({ auth, settings, hasEnded }: Props) {
  const { t } = useTranslation();
  useTitle(t("signIn.title"));
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "", password: "" } });
  const providers = settings.signInWith.filter((provider) => provider !== "password");

  const attempt = async (signIn: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn();
    } catch (error) {
      setProblem(toSignInProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const withPassword = (email: string, password: string) =>
    attempt(() => signInWithEmailAndPassword(auth, email.trim(), password));

  return (
    <EntryPage>
      <Paper withBorder p="xl" radius="lg" shadow="sm">
        <Stack>
          <Title order={1} size="h3">
            {t("signIn.title")}
          </Title>
          {hasEnded && !problem && (
            <Alert color="yellow" variant="light" role="status">
              {t("sessionEnded")}
            </Alert>
          )}
          {problem && (
            <Alert color="red" variant="light" role="alert">
              {t(`signIn.problems.${problem}`)}
            </Alert>
          )}
          {settings.signInWith.includes("password") && (
            <form onSubmit={form.onSubmit(({ email, password }) => withPassword(email, password))}>
              <Stack>
                <TextInput
                  label={t("signIn.email")}
                  type="email"
                  name="email"
                  autoComplete="username"
                  dir="ltr"
                  required
                  withAsterisk={false}
                  key={form.key("email")}
                  {...form.getInputProps("email")}
                />
                <PasswordInput
                  label={t("signIn.password")}
                  name="password"
                  autoComplete="current-password"
                  required
                  withAsterisk={false}
                  visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword"), tabIndex: 0 }}
                  key={form.key("password")}
                  {...form.getInputProps("password")}
                />
                <Button type="submit" loading={isBusy} fullWidth>
                  {t("signIn.submit")}
                </Button>
              </Stack>
            </form>
          )}
          {providers.length > 0 && settings.signInWith.includes("password") && (
            <Divider label={t("signIn.or")} />
          )}
          {providers.map((provider) => (
            <Button
              key={provider}
              variant="default"
              disabled={isBusy}
              onClick={() => void attempt(() => signInWithProvider(auth, provider))}
            >
              {t("signIn.with", { provider: providerName(provider) })}
            </Button>
          ))}
        </Stack>
      </Paper>
      {settings.emulators && (
        <DemoPanel
          emulators={settings.emulators}
          isBusy={isBusy}
          onSignIn={({ email, password }) => void withPassword(email, password)}
        />
      )}
    </EntryPage>
  );
}

/** `google.com` is Google. */
function providerName(id: string): string {
  const name = id.replace(/^(oidc|saml)\./, "").replace(/\.com$/, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
