import getPort, { clearLockedPorts } from "get-port";

/** @param ports by what they are for @throws one error that names every port that somebody else listens on */
export async function requireFreePorts(ports: Readonly<Record<string, number>>): Promise<void> {
  clearLockedPorts();
  const busy = [];
  for (const [what, port] of Object.entries(ports)) {
    if ((await getPort({ port })) === port) continue;
    busy.push(`port ${port}, needed for ${what}, is in use; lsof -i :${port} says by what`);
  }
  const advice = "Stop what uses it, or wait until it has ended, and try again.";
  if (busy.length > 0) throw new Error(`${busy.join("\n")}\n${advice}`);
}
