/** What this process has computed so far; ms. Unlike the clock, it does not run while others have the machine. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
