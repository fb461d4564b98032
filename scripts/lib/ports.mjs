import { connect, createServer } from "node:net";
import { describePortOwner } from "./port-owner.mjs";

const host = "127.0.0.1";

/**
 * Throws one error that names every port somebody else listens on, what it is needed for, and who has it.
 *
 * @param {Record<string, number>} ports by what they are for
 */
export async function requireFreePorts(ports) {
  const busy = await Promise.all(
    Object.entries(ports).map(async ([what, port]) =>
      (await isFree(port))
        ? []
        : [`port ${port}, needed for ${what}, is in use by ${await describePortOwner(port)}`],
    ),
  );
  const lines = busy.flat();
  if (lines.length > 0)
    throw new Error(`${lines.join("\n")}\nStop it, or wait until it has ended, and try again.`);
}

/** @param {number} port */
export async function isFree(port) {
  // Both are asked: macOS lets us bind an address although somebody listens on all of them.
  return !(await answers(port)) && (await canListen(port));
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    /** @param {boolean} answer */
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
