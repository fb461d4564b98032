import { setMaxListeners } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { Agenda } from "./agenda.js";
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
import type { FirestoreChannel } from "./notifications/firestore-channel.js";
import { Notifier } from "./notifications/notifier.js";
import { openFirestoreChannel } from "./notifications/open-firestore-channel.js";
import { WebhookChannel } from "./notifications/webhook-channel.js";
import { type EndpointOrder, WebhookEndpoints } from "./notifications/webhook-endpoints.js";
import { Outbox } from "./outbox.js";
import { createServerApp } from "./server.js";
import { Settings } from "./settings.js";

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
  /** A webhook endpoint that is there from the start and after every reset. */
  readonly webhookUrl?: string | undefined;
  /** What its messages are signed with; generated when absent. */
  readonly webhookSecret?: string | undefined;
  /** Real milliseconds that a webhook endpoint has for its answer; 15,000 by default. */
  readonly webhookTimeoutMs?: number | undefined;
  /** Where customers reach the hosted pages; by default the server's own address. */
  readonly publicUrl?: string | undefined;
  readonly searchOrder?: SearchOrder;
  /** Refunds under one `referenceId` are done once; by default each is done. */
  readonly dedupeRefunds?: boolean;
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
  readonly webhooks: WebhookEndpoints;
  readonly outbox: Outbox;
  readonly settings: Settings;
}

export interface Simulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly state: SimulatorState;
  /** `host:port` of the Firestore emulator that is written to, or null. */
  readonly firestore: string | null;
  /** Cuts open connections, webhooks' included, waits for documents that are being written, frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the simulated vendor on the loopback interface.
 *
 * @throws when the port is taken (`code` is `EADDRINUSE`)
 * @throws {Refusal} when the webhook's address or secret is none
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { log = () => undefined, clock = new Clock(), firebaseProject = DEFAULTS.firebaseProject } = options;
  const channel = openFirestoreChannel({ host: options.firestoreHost, project: firebaseProject, clock });
  const webhooks = new WebhookEndpoints(clock, endpointsAtStart(options));
  // Listens before it serves: links must name the port, and the port may be the system's choice.
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const url = `http://${LOOPBACK}:${port}`;
  const publicUrl = (options.publicUrl ?? url).replace(/\/+$/, "");
  const linkOf = (checkout: Checkout) => paymentUrl(checkout, publicUrl);
  const state = createState({ ...options, clock, firebaseProject, linkOf }, channel, webhooks);
  const closing = new AbortController();
  // Each request that waits listens to it.
  setMaxListeners(0, closing.signal);
  const firestore = () => channel.connectedTo;
  const app = createServerApp({
    api: {
      desk: {
        checkouts: state.checkouts,
        clock: state.clock,
        style: {
          spelling: options.spelling ?? DEFAULTS.spelling,
          publicUrl,
          get cashAmount() {
            return state.settings.values.cashAmount;
          },
        },
        settings: state.settings,
        searchOrder: options.searchOrder ?? "newest-first",
        dedupeRefunds: options.dedupeRefunds ?? false,
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
  for (const { url } of webhooks.list()) log(`Webhooks are sent to ${url}`);
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
      await state.notifier.close();
    },
  };
}

interface StateParts {
  readonly clock: Clock;
  readonly firebaseProject: string;
  readonly linkOf: (checkout: Checkout) => string;
  readonly webhookTimeoutMs?: number | undefined;
}

function createState(
  { clock, firebaseProject, linkOf, webhookTimeoutMs: timeoutMs }: StateParts,
  firestoreChannel: FirestoreChannel,
  webhooks: WebhookEndpoints,
): SimulatorState {
  const ledger = new CheckoutLedger();
  const faults = new ArmedFaults();
  const chances = new FaultChances(faults);
  const firebase = { database: firebaseProject, collection: COLLECTION };
  const checkouts = new Checkouts({ clock, ledger, firebase });
  const agenda = new Agenda(clock);
  const webhookChannel = new WebhookChannel({ endpoints: webhooks, clock, agenda, timeoutMs });
  const channels = [firestoreChannel, webhookChannel];
  const notifier = new Notifier({ checkouts, clock, agenda, faults: chances, channels });
  const outbox = new Outbox({ clock, linkOf });
  outbox.follow(checkouts);
  return {
    clock,
    ledger,
    checkouts,
    faults,
    chances,
    requestLog: new RequestLog(),
    notifier,
    webhooks,
    outbox,
    settings: new Settings(),
  };
}

function endpointsAtStart({ webhookUrl, webhookSecret }: SimulatorOptions): EndpointOrder[] {
  if (webhookUrl !== undefined) return [{ url: webhookUrl, secret: webhookSecret }];
  if (webhookSecret === undefined) return [];
  throw new Error("a webhook secret is of no use without a webhook URL");
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
