import { type LocalServer, type Received, startLocalServer } from "../../../test/local-server.js";

/** A server that takes whatever is sent to it, and fails as often as set. */
export class FakeFirestore {
  readonly requests: Received[] = [];
  failures = 0;
  #server!: LocalServer;

  static async start(): Promise<FakeFirestore> {
    const fake = new FakeFirestore();
    fake.#server = await startLocalServer((received, response) => {
      fake.requests.push(received);
      const fails = received.method === "PATCH" && fake.failures > 0;
      if (fails) fake.failures -= 1;
      response.writeHead(fails ? 503 : 200).end("{}");
    });
    return fake;
  }

  get host(): string {
    return `127.0.0.1:${this.#server.port}`;
  }

  get writes(): Received[] {
    return this.requests.filter(({ method }) => method === "PATCH");
  }

  stop = () => this.#server.stop();
}
