import { type Received, startLocalServer } from "../../../test/local-server.js";

export type FakeFirestore = Awaited<ReturnType<typeof startFakeFirestore>>;

/** A server that takes whatever is sent to it, and fails as often as `failures` is set to. */
export async function startFakeFirestore() {
  const requests: Received[] = [];
  const isWrite = ({ method }: Received) => method === "PATCH";
  const { port, stop } = await startLocalServer((received, response) => {
    requests.push(received);
    const fails = isWrite(received) && fake.failures > 0;
    if (fails) fake.failures -= 1;
    response.writeHead(fails ? 503 : 200).end("{}");
  });
  const fake = {
    requests,
    failures: 0,
    host: `127.0.0.1:${port}`,
    stop,
    get writes(): Received[] {
      return requests.filter(isWrite);
    },
  };
  return fake;
}
