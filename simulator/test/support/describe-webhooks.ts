import { Clock } from "../../src/clock.js";
import type { SimulatorOptions } from "../../src/simulator.js";
import { startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.js";
import { type Bench, describeWithSimulator } from "./with-simulator.js";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEBHOOK_SECRET = "whsec_c2ltdWxhdG9yLXdlYmhvb2stc2lnbmluZy1zZWNyZXQ=";

// A clock that stands still unless it is moved, so that a busy machine reaches no retry early.
const startedAt = Date.now();

/**
 * A suite with a simulator whose one webhook endpoint is a receiver that can be set to answer anything.
 *
 * @param more the simulator's other options
 */
export function describeWebhooks(
  name: string,
  define: (webhooks: WebhookBench) => void,
  more: () => Promise<SimulatorOptions> = async () => ({}),
): void {
  let receiver: WebhookReceiver;
  const options = async () => {
    receiver = await startWebhookReceiver();
    return {
      clock: new Clock(() => startedAt),
      webhookUrl: receiver.url,
      webhookSecret: WEBHOOK_SECRET,
      ...(await more()),
    };
  };
  describeWithSimulator(name, options, (bench) => {
    afterEach(() => receiver.stop());
    define(new WebhookBench(bench, () => receiver));
  });
}

export class WebhookBench {
  constructor(
    readonly bench: Bench,
    private readonly present: () => WebhookReceiver,
  ) {}

  get receiver(): WebhookReceiver {
    return this.present();
  }

  notifications = () => this.bench.notifications("channel=webhook");
  newest = async () => (await this.notifications()).at(-1);
  resend = async (id: string | undefined) => this.bench.control("POST", `notifications/${id}/resend`);
  events = async () => (await this.notifications()).map(({ event }) => event);
  outcomes = async () => (await this.notifications()).map(({ outcome }) => outcome);

  /** A link whose first webhook, of its creation, has arrived. */
  createdLink = async (overrides: object = {}) => {
    const link = await this.bench.createLink(overrides);
    await this.bench.idle();
    this.receiver.received.splice(0);
    return link;
  };
}
