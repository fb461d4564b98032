import { CommandFailure } from "../command-failure.js";

/**
 * A secret's newest version from Secret Manager; null when there is none.
 *
 * @param name with the prefix of a codebase, which no variable of the environment has
 * @param token an access token of somebody with roles/secretmanager.secretAccessor
 * @see https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access
 */
export async function accessSecret(
  projectId: string,
  name: string,
  token: string,
  request: typeof fetch = fetch,
): Promise<string | null> {
  const path = `projects/${encodeURIComponent(projectId)}/secrets/${name}/versions/latest:access`;
  const response = await request(`https://secretmanager.googleapis.com/v1/${path}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(20_000),
  });
  if (response.status === 404) return null;
  if (!response.ok) {
    const variable = name.slice(name.lastIndexOf("-") + 1);
    throw new CommandFailure(
      `Secret Manager refuses ${name} (${response.status}).`,
      `Give your account roles/secretmanager.secretAccessor in ${projectId}, or set ${variable} in the environment.`,
    );
  }
  const { payload } = (await response.json()) as { payload?: { data?: string } };
  return Buffer.from(payload?.data ?? "", "base64").toString("utf8");
}
