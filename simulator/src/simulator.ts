import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createServerApp } from "./server.js";
import { createState, DEFAULTS, type StateOptions } from "./state.js";

export { DEFAULTS } from "./state.js";

const LOOPBACK = "127.0.0.1";

export interface SimulatorOptions extends StateOptions {
  readonly port?: number;
  readonly log?: (line: string) => void;
}

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;

/** @throws when the port is taken (`code` is `EADDRINUSE`), or the webhook's address or secret is invalid */
export async function startSimulator(options: SimulatorOptions = {}) {
  const { log = () => undefined, firestoreHost, firebaseProject = DEFAULTS.firebaseProject } = options;
  // Listens before it serves: links must name the port, and the port may be the system's choice.
  const server = createServer();
  server.listen(options.port ?? 0, LOOPBACK);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://${LOOPBACK}:${port}`;
  const { state, firestoreChannel, close } = createStateOrStop(server, options, url);
  const app = createServerApp(state, log);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on("request", (incoming, outgoing) => void listener(incoming, outgoing));
  const obstacle = await firestoreChannel.connect();
  log(
    obstacle === undefined
      ? `Notifications are written to project ${firebaseProject} of the Firestore emulator at ${firestoreHost}`
      : `Notifications stay in the simulator: ${obstacle}`,
  );
  for (const endpoint of state.webhooks.list()) log(`Webhooks are sent to ${endpoint.url}`);
  return {
    url,
    port,
    state,
    /** Cuts open connections, webhooks' included, waits for documents that are being written, frees the port. */
    async close(): Promise<void> {
      await Promise.all([close(), stopServing(server)]);
    },
  };
}

function createStateOrStop(server: Server, options: StateOptions, url: string) {
  try {
    return createState(options, url);
  } catch (error) {
    server.close();
    throw error;
  }
}

async function stopServing(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}
