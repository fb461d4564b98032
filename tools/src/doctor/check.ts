/** What one check found. `not checked` is not `ok`: the detail says why it could not be checked. */
export type Finding = {
  outcome: "ok" | "warning" | "failed" | "not checked";
  detail: string;
  remedy?: string;
};
/** By the names of what is checked. */
export type Checks = Record<string, () => Promise<Finding>>;
export type CheckResult = Finding & { name: string };

export const ok = (detail: string): Finding => ({ outcome: "ok", detail });
export const warning = (detail: string, remedy: string): Finding => ({ outcome: "warning", detail, remedy });
export const failed = (detail: string, remedy: string): Finding => ({ outcome: "failed", detail, remedy });
export const notChecked = (detail: string, remedy?: string): Finding => ({
  outcome: "not checked",
  detail,
  ...(remedy === undefined ? {} : { remedy }),
});

/** Makes all checks, each for itself: one that breaks keeps no other from being made. */
export function makeChecks(checks: Checks, explain: (error: unknown) => Finding): Promise<CheckResult[]> {
  return Promise.all(
    Object.entries(checks).map(async ([name, look]) => ({ name, ...(await look().catch(explain)) })),
  );
}
