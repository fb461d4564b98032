import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import type { Environment } from "../environment.js";
import type { KillPlan } from "../plan/step.js";
import type { Connections } from "../world/connections.js";

const LIST_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 1_000;
/** How long the emulator has to answer the callers of a killed worker; ms. */
const ANSWER_MS = 200;

/** Kills our own processes in the middle of their work. */
export class Killer {
  readonly killed = { functions: 0, listener: 0 };

  /** @param emulatorsPid the parent of the functions' workers; only its children are killed */
  constructor(
    private readonly emulatorsPid: number,
    private readonly listener: Environment["listener"],
    private readonly connections: Connections,
  ) {}

  async kill(target: KillPlan["target"]): Promise<void> {
    if (target !== "listener") await this.killFunctions();
    if (target !== "functions") {
      await this.listener.killAndRestart();
      this.killed.listener += 1;
    }
  }

  /** Kills all workers at once, as when an instance is lost; the emulator starts new ones. */
  private async killFunctions(): Promise<void> {
    for (const { pid, socket } of await workersOf(this.emulatorsPid)) {
      // The emulator waits a whole minute for a worker that dies while it starts.
      if (await isServing(socket)) this.killed.functions += endProcess(pid) ? 1 : 0;
    }
    await sleep(ANSWER_MS);
    this.connections.cut();
  }
}

function endProcess(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    // ESRCH: it has ended by itself.
    return false;
  }
}

async function isServing(socket: string): Promise<boolean> {
  const connection = connect({ path: socket });
  try {
    await once(connection, "connect", { signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
}

/** A process in which a function runs, and where it takes requests. */
type Worker = { readonly pid: number; readonly socket: string };

async function workersOf(emulatorsPid: number): Promise<Worker[]> {
  // "e" shows each process's environment after its command.
  const { stdout } = await execa("ps", ["axeww", "-o", "pid=,ppid=,command="], { timeout: LIST_TIMEOUT_MS });
  return workersAmong(stdout, emulatorsPid);
}

/**
 * The functions' workers in a list of processes (`pid ppid command environment`): the emulators' own children that were
 * started for a function, and nothing else.
 */
export function workersAmong(processes: string, emulatorsPid: number): Worker[] {
  return processes.split("\n").flatMap((line) => {
    const [, pid, parent, rest = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) !== emulatorsPid || !/\sFUNCTION_TARGET=\S/.test(rest)) return [];
    const socket = /\sPORT=(\S+)/.exec(rest)?.[1];
    return socket === undefined ? [] : { pid: Number(pid), socket };
  });
}
