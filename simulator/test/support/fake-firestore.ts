import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A server that takes whatever is sent to it, and fails as often as set. */
export class FakeFirestore {
  readonly requests: RecordedRequest[] = [];
  failures = 0;
  readonly #server: Server;
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        this.requests.push({ method, path: url, authorization: headers.authorization, body });
        const fails = method === "PATCH" && this.failures > 0;
        if (fails) this.failures -= 1;
        response.writeHead(fails ? 503 : 200).end("{}");
      });
    });
  }

  static async start(): Promise<FakeFirestore> {
    const fake = new FakeFirestore();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    fake.#port = (fake.#server.address() as AddressInfo).port;
    return fake;
  }

  /** Still known when the server has stopped. */
  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get writes(): RecordedRequest[] {
    return this.requests.filter(({ method }) => method === "PATCH");
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
