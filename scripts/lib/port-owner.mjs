import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { run } from "./run.mjs";

const listening = "0A";

/**
 * Who listens on a TCP port: "process 4711 (node server.js)". Where the system does not tell, it says so.
 *
 * @param {number} port
 */
export async function describePortOwner(port) {
  const pid = process.platform === "linux" ? pidFromProc(port) : await pidFromLsof(port);
  if (pid === undefined)
    return "a process that the system does not name (another user's, or in another container)";
  return `process ${pid} (${await commandOf(pid)})`;
}

/**
 * The kernel lists sockets by port and process directories by socket. Needs no tool to be installed.
 *
 * @param {number} port
 * @returns {number | undefined}
 */
function pidFromProc(port) {
  const inodes = new Set(["tcp", "tcp6"].flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return undefined;
  return readNames("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => socketInodes(pid).some((inode) => inodes.has(inode)));
}

/**
 * @param {string} table
 * @param {number} port
 */
function listeningInodes(table, port) {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  return readText(`/proc/net/${table}`)
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hexPort}`) && state === listening)
    .flatMap((columns) => columns[9] ?? []);
}

/** @param {number} pid */
function socketInodes(pid) {
  return readNames(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      // Closed since it was listed.
      return [];
    }
  });
}

/**
 * @param {number} port
 * @returns {Promise<number | undefined>}
 */
async function pidFromLsof(port) {
  const { stdout } = await run("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"], { timeoutMs: 5_000 });
  const pid = Number.parseInt(stdout, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

/** @param {number} pid */
async function commandOf(pid) {
  const command =
    process.platform === "linux"
      ? readText(`/proc/${pid}/cmdline`).replaceAll("\0", " ")
      : (await run("ps", ["-o", "command=", "-p", String(pid)], { timeoutMs: 5_000 })).stdout;
  const line = command.trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line || "unknown command";
}

/** @param {string} dir */
function readNames(dir) {
  try {
    return readdirSync(dir);
  } catch {
    // Another user's process, or one that ended since it was listed.
    return [];
  }
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // As above, or a kernel without IPv6.
    return "";
  }
}
