/** What became of a notification; docs/simulator.md says what each means. */
export type Outcome = "queued" | "written" | "delivered" | "retrying" | "failed" | "kept" | "dropped";
