import { demoProject } from "../../../scripts/lib/suites.js";
import { misused } from "../command-failure.js";

/** Which Firebase project a command works on, and whether it lives in emulators. */
export type Target = { projectId: string; isEmulated: boolean };

const DEMO_PREFIX = "demo-";

/**
 * Where a command is to work. A production project is never guessed, and emulators and production are never mixed: a
 * stray variable must not send a staff role to the one and read orders of the other. Pure.
 *
 * @throws CommandFailure
 */
export function chooseTarget(
  { local = false, project }: { local?: boolean; project?: string },
  env: NodeJS.ProcessEnv,
): Target {
  if (local) {
    if (project === undefined) return { projectId: demoProject, isEmulated: true };
    throw misused("--local and --project exclude each other.", `--local is the project ${demoProject}.`);
  }
  if (env.FIRESTORE_EMULATOR_HOST) {
    const projectId = project ?? env.GCLOUD_PROJECT ?? demoProject;
    if (projectId.startsWith(DEMO_PREFIX)) return { projectId, isEmulated: true };
    throw misused(
      `FIRESTORE_EMULATOR_HOST is set, but the project ${projectId} is not one of emulators (${DEMO_PREFIX}…).`,
      "Unset FIRESTORE_EMULATOR_HOST for a real project, or leave --project out.",
    );
  }
  if (project === undefined)
    throw misused(
      "Which project? None is guessed.",
      "Add --project <id>, or --local for npm start's emulators.",
    );
  if (project.startsWith(DEMO_PREFIX))
    throw misused(
      `The project ${project} exists in emulators only.`,
      "Start them with npm start, and add --local.",
    );
  if (env.FIREBASE_AUTH_EMULATOR_HOST)
    throw misused(
      "FIREBASE_AUTH_EMULATOR_HOST is set, but FIRESTORE_EMULATOR_HOST is not.",
      "Unset it for a real project.",
    );
  return { projectId: project, isEmulated: false };
}
