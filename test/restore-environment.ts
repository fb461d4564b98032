/** Gives the process's environment back after each test of a suite, as it was when the suite was defined. */
export function restoreEnvironment(): void {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
}
