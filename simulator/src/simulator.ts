import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { paymentUrl, type Spelling } from "./api/checkout-answer.js";
import type { SearchOrder } from "./api/operations.js";
import { RequestLog } from "./api/request-log.js";
import type { Checkout } from "./checkouts/checkout.js";
import { CheckoutLedger } from "./checkouts/checkout-ledger.js";
import { Checkouts } from "./checkouts/checkouts.js";
import { startExpiryTimer } from "./checkouts/expiry-timer.js";
import { Clock } from "./clock.js";
import { ArmedFaults } from "./faults/armed-faults.js";
import { FaultChances } from "./faults/fault-chances.js";
import { FirestoreChannel } from "./notifications/firestore-channel.js";
import { FirestoreEmulator } from "./notifications/firestore-emulator.js";
import { Notifier } from "./notifications/notifier.js";
import { Outbox } from "./outbox.js";
import { createServerApp } from "./server.js";

export const DEFAULTS = {
  apiKey: "simulator-key",
  apiSecret: "simulator-secret",
  spelling: "upper",
  firebaseProject: "pc-test-734bc",
} as const;

const LOOPBACK = "127.0.0.1";
const COLLECTION = "checkouts";

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey?: string;
  readonly apiSecret?: string;
  readonly spelling?: Spelling;
  /** The vendor's Firebase project, apart from the merchant's. */
  readonly firebaseProject?: string;
  /** `host:port` of the Firestore emulator; absent: notifications stay in the simulator. */
  readonly firestoreHost?: string | undefined;
  /** Where customers reach the hosted pages; by default the server's own address. */
  readonly publicUrl?: string | undefined;
  readonly searchOrder?: SearchOrder;
  readonly clock?: Clock;
  readonly log?: (line: string) => void;
}

/** What the simulator holds, for tests that run in its process. */
export interface SimulatorState {
  readonly clock: Clock;
  readonly ledger: CheckoutLedger;
  readonly checkouts: Checkouts;
  readonly faults: ArmedFaults;
  readonly chances: FaultChances;
  readonly requestLog: RequestLog;
  readonly notifier: Notifier;
  readonly outbox: Outbox;
}

export interface Simulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly state: SimulatorState;
  /** `host:port` of the Firestore emulator that is written to, or null. */
  readonly firestore: string | null;
  /** Cuts open connections, waits for notifications on their way, frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the simulated vendor on the loopback interface.
 *
 * @throws when the port is taken (`code` is `EADDRINUSE`)
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { log = () => undefined } = options;
  const channel = createChannel(options);
  // Listens before it serves: links must name the port, and the port may be the system's choice.
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const url = `http://${LOOPBACK}:${port}`;
  const publicUrl = (options.publicUrl ?? url).replace(/\/+$/, "");
  const linkOf = (checkout: Checkout) => paymentUrl(checkout, publicUrl);
  const state = createState(options, channel, linkOf);
  const closing = new AbortController();
  const firestore = () => channel.connectedTo;
  const app = createServerApp({
    api: {
      desk: {
        checkouts: state.checkouts,
        clock: state.clock,
        style: { spelling: options.spelling ?? DEFAULTS.spelling, publicUrl },
        searchOrder: options.searchOrder ?? "newest-first",
      },
      credentials: {
        apiKey: options.apiKey ?? DEFAULTS.apiKey,
        apiSecret: options.apiSecret ?? DEFAULTS.apiSecret,
      },
      faults: state.chances,
      requestLog: state.requestLog,
      closing: closing.signal,
    },
    control: { ...state, firestore, linkOf },
    pages: { ...state, firestore },
    log,
  });
  serve(server, app);
  await connect(channel, options, log);
  const stopExpiring = startExpiryTimer(state.checkouts, state.clock);
  return {
    url,
    port,
    state,
    get firestore() {
      return firestore();
    },
    async close() {
      stopExpiring();
      closing.abort();
      await closed(server);
      await state.notifier.idle();
    },
  };
}

function createState(
  { clock = new Clock(), firebaseProject = DEFAULTS.firebaseProject }: SimulatorOptions,
  channel: FirestoreChannel,
  linkOf: (checkout: Checkout) => string,
): SimulatorState {
  const ledger = new CheckoutLedger();
  const faults = new ArmedFaults();
  const chances = new FaultChances(faults);
  const firebase = { database: firebaseProject, collection: COLLECTION };
  const checkouts = new Checkouts({ clock, ledger, firebase });
  const notifier = new Notifier({ checkouts, clock, faults: chances, channels: [channel] });
  const outbox = new Outbox({ clock, linkOf });
  outbox.follow(checkouts);
  return { clock, ledger, checkouts, faults, chances, requestLog: new RequestLog(), notifier, outbox };
}

function createChannel({
  firestoreHost,
  firebaseProject = DEFAULTS.firebaseProject,
}: SimulatorOptions): FirestoreChannel {
  if (firestoreHost === undefined) return new FirestoreChannel(undefined);
  const rules = readFileSync(new URL("../firestore.rules", import.meta.url), "utf8");
  return new FirestoreChannel(
    new FirestoreEmulator({ host: firestoreHost, project: firebaseProject, rules }),
  );
}

async function connect(
  channel: FirestoreChannel,
  { firestoreHost, firebaseProject = DEFAULTS.firebaseProject }: SimulatorOptions,
  log: (line: string) => void,
): Promise<void> {
  const obstacle = await channel.connect();
  log(
    obstacle === undefined
      ? `Notifications are written to project ${firebaseProject} of the Firestore emulator at ${firestoreHost}`
      : `Notifications stay in the simulator: ${obstacle}`,
  );
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function serve(server: Server, app: Hono<{ Bindings: HttpBindings }>): void {
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  });
  server.on("request", (incoming, outgoing) => void listener(incoming, outgoing));
}

function closed(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
