import { Refusal } from "../checkouts/refusal.js";
import type { Clock } from "../clock.js";
import { WEBHOOK_EVENTS, type WebhookEvent } from "./webhook-event.js";
import { generateWebhookSecret, readWebhookSecret } from "./webhook-secret.js";

const DAY_MS = 86_400_000;
const MAX_FAILING_MS = 5 * DAY_MS;
// As URL writes a host: `127.1` has become `127.0.0.1`.
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export interface EndpointOrder {
  readonly url: string;
  /** Absent: one is generated. */
  readonly secret?: string | undefined;
  /** Absent: all. */
  readonly events?: readonly WebhookEvent[] | undefined;
}

interface OldSecret {
  readonly secret: string;
  /** Messages are signed with it until then, by the simulator's clock. */
  readonly until: number;
}

/** Where the merchant receives webhooks. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  secret: string;
  oldSecrets: readonly OldSecret[];
  isEnabled: boolean;
  /** Since when every attempt failed, by the simulator's clock; null when the last one did not. */
  failingSince: number | null;
}

export class WebhookEndpoints {
  readonly #atStart: readonly EndpointOrder[];
  #endpoints: WebhookEndpoint[] = [];
  #count = 0;

  /** @param atStart endpoints that a reset keeps @throws {Refusal} when an address or a secret is invalid */
  constructor(
    private readonly clock: Clock,
    atStart: readonly EndpointOrder[],
  ) {
    // Generated here and not at each reset: the merchant knows this one.
    this.#atStart = atStart.map((order) => ({ ...order, secret: order.secret ?? generateWebhookSecret() }));
    this.clear();
  }

  /** Oldest first. */
  list(): readonly WebhookEndpoint[] {
    return this.#endpoints;
  }

  find(id: string): WebhookEndpoint | undefined {
    return this.#endpoints.find((endpoint) => endpoint.id === id);
  }

  /** Those that asked for an event, disabled ones included. */
  askingFor(event: WebhookEvent): WebhookEndpoint[] {
    return this.#endpoints.filter(({ events }) => events.includes(event));
  }

  /** Whether it is enabled and was not removed. */
  isActive(endpoint: WebhookEndpoint): boolean {
    return endpoint.isEnabled && this.#endpoints.includes(endpoint);
  }

  /** @throws {Refusal} when its address or secret is invalid */
  register({ url, secret, events = WEBHOOK_EVENTS }: EndpointOrder): WebhookEndpoint {
    const endpoint: WebhookEndpoint = {
      id: `endpoint-${this.#count + 1}`,
      url: readWebhookUrl(url),
      events: WEBHOOK_EVENTS.filter((event) => events.includes(event)),
      secret: secret === undefined ? generateWebhookSecret() : readWebhookSecret(secret),
      oldSecrets: [],
      isEnabled: true,
      failingSince: null,
    };
    this.#count += 1;
    this.#endpoints.push(endpoint);
    return endpoint;
  }

  remove(endpoint: WebhookEndpoint): void {
    this.#endpoints = this.#endpoints.filter((other) => other !== endpoint);
  }

  /** The old secret signs, too, for `keepOldMs` by the simulator's clock. @throws {Refusal} for an invalid one */
  rotate(
    endpoint: WebhookEndpoint,
    { secret, keepOldMs = DAY_MS }: { secret?: string | undefined; keepOldMs?: number | undefined },
  ): void {
    const fresh = secret === undefined ? generateWebhookSecret() : readWebhookSecret(secret);
    const replaced = { secret: endpoint.secret, until: this.clock.now() + keepOldMs };
    const old = [replaced, ...this.oldSecretsOf(endpoint)];
    endpoint.oldSecrets = old.filter((kept) => kept.secret !== fresh);
    endpoint.secret = fresh;
  }

  /** Old secrets that still sign, latest first. */
  oldSecretsOf({ oldSecrets }: WebhookEndpoint): OldSecret[] {
    return oldSecrets.filter(({ until }) => until > this.clock.now());
  }

  /** All secrets that sign now, the present one first. */
  secretsOf(endpoint: WebhookEndpoint): string[] {
    return [endpoint.secret, ...this.oldSecretsOf(endpoint).map(({ secret }) => secret)];
  }

  enable(endpoint: WebhookEndpoint): void {
    endpoint.isEnabled = true;
    endpoint.failingSince = null;
  }

  disable(endpoint: WebhookEndpoint): void {
    endpoint.isEnabled = false;
  }

  /** Disables an endpoint at which all attempts failed for five days. */
  noteAttempt(endpoint: WebhookEndpoint, at: number, hasSucceeded: boolean): void {
    endpoint.failingSince = hasSucceeded ? null : (endpoint.failingSince ?? at);
    if (!hasSucceeded && at - (endpoint.failingSince ?? at) >= MAX_FAILING_MS) this.disable(endpoint);
  }

  clear(): void {
    this.#endpoints = [];
    this.#count = 0;
    for (const order of this.#atStart) this.register(order);
  }
}

/** @throws {Refusal} unless the address is https, or http on this machine */
function readWebhookUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed =
    url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK_HOST.test(url.hostname));
  if (url === undefined || !isAllowed) {
    throw new Refusal("url: must be an https address, or http on this machine", "url");
  }
  if (url.username !== "" || url.password !== "") {
    throw new Refusal("url: must not carry a user name or password", "url");
  }
  url.hash = "";
  return url.href;
}
