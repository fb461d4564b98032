import { atTheEdge } from "../../src/callables/to-https-error.js";
import { type Reply, succeed } from "../../src/pointcheckout/local-vendor.spec.js";
import { anAttempt, anOrder, anOrderAt, aRemote, at, FIRST } from "../fixtures/orders.js";
import { requestOf } from "./callables-in-process.js";
import type { PlantedWorld } from "./planted-world.js";

export type Situation = {
  what: string;
  reply?: (echo: string) => Reply;
  /** How long the vendor has for an answer; ms. */
  timeoutMs?: number;
  act: (world: PlantedWorld) => Promise<unknown>;
  /** Stands in the log or the answer, if it was this that went wrong; absent: that the vendor was asked shows it. */
  shows?: RegExp;
  /** What the situation begins with is not what comes of it. */
  isPlantedInDocuments?: boolean;
};

export const operator = { uid: "sam", reason: "as asked" };
const staffRequest = requestOf({}, { uid: "sam", role: "admin" });
export const edge = (name: string, work: () => Promise<unknown>) => atTheEdge(name, staffRequest, work);
/** A pending order whose link the vendor was last asked about long ago. */
export const seenLongAgo = () => anOrder({ attempts: { [FIRST]: anAttempt({ observedAt: at(-3_600) }) } });

export const paid = () => anOrderAt("PAID");
export const authorized = () => anOrderAt("AUTHORIZED");

export const json = (value: object) => JSON.stringify(value);
const remote = (fields: object) => succeed(json({ ...aRemote(), status: "PENDING", ...fields }));
const page = (fields: object) => json({ ...aRemote(), status: "PENDING", ...fields });

/** Whatever is asked for: one checkout, or a page with it. */
export const either =
  (fields: object): Reply =>
  (response, received) => {
    const isPage = received.method === "GET" && /\/checkout\?/.test(received.path);
    const one = isPage ? succeed(`{"page":0,"size":20,"content":[${page(fields)}]}`) : remote(fields);
    one(response, received);
  };
