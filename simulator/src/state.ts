import { setMaxListeners } from "node:events";
import { Agenda } from "./agenda.js";
import type { Checkout } from "./checkouts/checkout.js";
import { Checkouts, expireWhenDue } from "./checkouts/checkouts.js";
import { Clock } from "./clock.js";
import { ArmedFaults } from "./faults/armed-faults.js";
import { FaultChances } from "./faults/fault-chances.js";
import { FirestoreChannel } from "./notifications/firestore-channel.js";
import { Notifier } from "./notifications/notifier.js";
import { WebhookChannel } from "./notifications/webhook-channel.js";
import { type EndpointOrder, WebhookEndpoints } from "./notifications/webhook-endpoints.js";
import { Outbox } from "./outbox.js";
import { RequestLog } from "./request-log.js";
import { Settings } from "./settings.js";

/** The two ways in which the vendor writes a status: `PARTIALLY_REFUNDED` or `Partially refunded`. */
export type Spelling = "upper" | "title";

export const DEFAULTS = {
  apiKey: "simulator-key",
  apiSecret: "simulator-secret",
  spelling: "upper",
  firebaseProject: "pc-test-734bc",
  searchOrder: "newest-first",
  dedupeRefunds: false,
} as const;

export interface StateOptions {
  readonly apiKey?: string;
  readonly apiSecret?: string;
  readonly spelling?: Spelling;
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
  /** How search results are sorted. The vendor's order is unknown. */
  readonly searchOrder?: "newest-first" | "oldest-first";
  /** Refunds under one `referenceId` are done once; by default each is done. */
  readonly dedupeRefunds?: boolean;
  readonly clock?: Clock;
}

export type SimulatorState = ReturnType<typeof createState>["state"];

/** @param url the server's own address @throws {Refusal} when the webhook's address or secret is invalid */
export function createState(options: StateOptions, url: string) {
  const { clock = new Clock(), ...given } = { ...DEFAULTS, ...options };
  const { apiKey, apiSecret, firebaseProject, spelling, searchOrder, dedupeRefunds } = given;
  const publicUrl = (options.publicUrl ?? url).replace(/\/+$/, "");
  const linkOf = ({ checkoutKey }: Checkout) => `${publicUrl}/checkout/${checkoutKey}`;
  const agenda = new Agenda(clock);
  const faults = new ArmedFaults();
  const chances = new FaultChances(faults);
  const checkouts = new Checkouts(clock, { database: firebaseProject, collection: "checkouts" });
  const webhooks = new WebhookEndpoints(clock, endpointsAtStart(options));
  const firestoreChannel = new FirestoreChannel(options.firestoreHost, firebaseProject, clock);
  const { webhookTimeoutMs: timeoutMs } = options;
  const webhookChannel = new WebhookChannel({ endpoints: webhooks, clock, agenda, timeoutMs });
  const channels = [firestoreChannel, webhookChannel];
  const notifier = new Notifier({ checkouts, clock, agenda, faults: chances, channels });
  expireWhenDue(checkouts, agenda);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const state = {
    clock,
    checkouts,
    /** Only what is armed; `chances` decides what goes wrong. */
    faults,
    chances,
    requestLog: new RequestLog(),
    notifier,
    webhooks,
    outbox: new Outbox(checkouts, clock, linkOf),
    settings: new Settings(),
    spelling,
    searchOrder,
    dedupeRefunds,
    credentials: { apiKey, apiSecret },
    closing: closing.signal,
    /** `host:port` of the Firestore emulator that is written to, or null. */
    firestore: () => firestoreChannel.connectedTo,
    linkOf,
  };
  const close = () => {
    closing.abort();
    return notifier.close();
  };
  return { state, firestoreChannel, close };
}

function endpointsAtStart({ webhookUrl, webhookSecret }: StateOptions): EndpointOrder[] {
  if (webhookUrl !== undefined) return [{ url: webhookUrl, secret: webhookSecret }];
  if (webhookSecret === undefined) return [];
  throw new Error("a webhook secret is of no use without a webhook URL");
}
