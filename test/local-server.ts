import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request, read to its end. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type LocalServer = Awaited<ReturnType<typeof startLocalServer>>;

/**
 * An HTTP server on this machine, for a spec. What is cut off before its end is not answered.
 *
 * @param answer may answer in pieces, late, or not at all
 * @param port a free one by default
 */
export async function startLocalServer(
  answer: (received: Received, response: ServerResponse) => unknown,
  port = 0,
  host = "127.0.0.1",
) {
  const server = createServer((request, response) => {
    const { method = "", url: path = "", headers } = request;
    void text(request).then(
      (body) => answer({ method, path, headers, body }, response),
      () => undefined,
    );
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    server,
    /** Still known when the server has stopped. */
    port: (server.address() as AddressInfo).port,
    /** More than once, too. */
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
