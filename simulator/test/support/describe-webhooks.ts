import { Clock } from "../../src/clock.js";
import { WebhookReceiver } from "./webhook-receiver.js";
import { type Bench, describeWithSimulator } from "./with-simulator.js";

export const WEBHOOK_SECRET = "whsec_c2ltdWxhdG9yLXdlYmhvb2stc2lnbmluZy1zZWNyZXQ=";
/** How long the simulator waits for an endpoint's answer; ms. */
export const WEBHOOK_TIMEOUT_MS = 1_000;

// A clock that stands still unless it is moved, so that a busy machine reaches no retry early.
const startedAt = Date.now();

/** A suite with a simulator whose one webhook endpoint is a receiver that can be set to answer anything. */
export function describeWebhooks(name: string, define: (webhooks: WebhookBench) => void): void {
  let receiver: WebhookReceiver;
  const options = async () => {
    receiver = await WebhookReceiver.start();
    return {
      clock: new Clock(() => startedAt),
      webhookUrl: receiver.url,
      webhookSecret: WEBHOOK_SECRET,
      webhookTimeoutMs: WEBHOOK_TIMEOUT_MS,
    };
  };
  describeWithSimulator(name, options, (bench) => {
    afterEach(() => receiver.stop());
    define(new WebhookBench(bench, () => receiver));
  });
}

class WebhookBench {
  constructor(
    readonly bench: Bench,
    private readonly present: () => WebhookReceiver,
  ) {}

  get receiver(): WebhookReceiver {
    return this.present();
  }

  idle = () => this.bench.simulator.state.notifier.idle();

  advance = async (ms: number): Promise<void> => {
    await this.bench.control("POST", "clock", { advanceMs: ms });
    await this.idle();
  };

  notifications = async () => {
    await this.idle();
    return (await this.bench.control("GET", "notifications?channel=webhook")).json.notifications ?? [];
  };

  events = async () => (await this.notifications()).map(({ event }) => event);
  outcomes = async () => (await this.notifications()).map(({ outcome }) => outcome);

  /** A link whose first webhook, of its creation, has arrived. */
  createdLink = async () => {
    const link = await this.bench.createLink();
    await this.idle();
    this.receiver.received.splice(0);
    return link;
  };
}
