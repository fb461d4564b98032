import type { ServerResponse } from "node:http";
import { type Received, startLocalServer } from "../../../test/local-server.js";

// A stand-in for the vendor that the other specs call over real connections. Named a spec so that it never ships.

/** Answers one request; may answer in pieces, late, or not at all. */
export type Reply = (response: ServerResponse, received: Received) => void;

export interface LocalVendor {
  url: string;
  received: Received[];
  /** How many connections were opened. */
  connections: () => number;
  /** The replies to the next requests, the last of which is repeated. */
  replies: Reply[];
  stop: () => Promise<void>;
}

/** A vendor of its own for each test of a suite, with these replies at first. */
export function localVendor(...replies: Reply[]): LocalVendor {
  const vendor = {} as LocalVendor;
  beforeEach(() => start(vendor, replies));
  afterEach(() => vendor.stop());
  return vendor;
}

export const startLocalVendor = (...replies: Reply[]) => start({} as LocalVendor, replies);

async function start(vendor: LocalVendor, replies: readonly Reply[]): Promise<LocalVendor> {
  let connections = 0;
  const received: Received[] = [];
  const { server, port, stop } = await startLocalServer((request, response) => {
    received.push(request);
    const reply = vendor.replies.length > 1 ? vendor.replies.shift() : vendor.replies[0];
    if (reply === undefined) throw new Error("The spec gave no reply");
    reply(response, request);
  });
  server.on("connection", () => {
    connections += 1;
  });
  const url = `http://127.0.0.1:${port}/mer/v2.0/`;
  return Object.assign(vendor, {
    url,
    received,
    replies: [...replies],
    connections: () => connections,
    stop,
  });
}

export function answer(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(body);
  };
}

export function succeed(result: string): Reply {
  return answer(200, `{"success":true,"elapsed":12,"result":${result}}`);
}

export function reject(error: string): Reply {
  return answer(400, JSON.stringify({ success: false, elapsed: 3, error }));
}

/** Takes the request and closes the connection without a word. */
export const hangUp: Reply = (response) => {
  response.socket?.destroy();
};

/** Never answers. */
export const stayMute: Reply = () => {};

/** Begins an answer that never ends, sending a blank every few milliseconds so that no idle timeout strikes. */
export const dribble: Reply = (response) => {
  response.writeHead(200, { "Content-Type": "application/json" });
  const timer = setInterval(() => response.write(" "), 5);
  response.on("close", () => clearInterval(timer));
};

/** Promises more bytes than it sends. */
export function breakOff(status: number): Reply {
  return (response) => {
    response.writeHead(status, { "Content-Length": "1000" });
    response.write('{"success":true,"result":', () => response.socket?.destroy());
  };
}
