import { atTheEdge } from "../../src/callables/to-https-error.js";
import { type Reply, succeed } from "../../src/pointcheckout/local-vendor.spec.js";
import { anOrderAt, aRemote, at } from "../fixtures/orders.js";
import { requestOf } from "./callables-in-process.js";
import type { PlantedWorld } from "./planted-world.js";

export type Situation = {
  what: string;
  /** What the vendor answers; absent: as it should. */
  reply?: (echo: string) => Reply;
  /** How long the vendor has for an answer; ms. */
  timeoutMs?: number;
  act: (world: PlantedWorld) => unknown;
  /** Stands in the log or the answer, if it was this that went wrong; absent: that the vendor was asked shows it. */
  shows?: RegExp;
  /** What the situation begins with is not what comes of it. */
  isPlantedInDocuments?: boolean;
};

export const operator = { uid: "sam", reason: "as asked" };
const staffRequest = requestOf({}, { uid: "sam", role: "admin" });
export const edge = (name: string, work: () => Promise<unknown>) => atTheEdge(name, staffRequest, work);
/** A pending order whose link the vendor was last asked about long ago. */
export const seenLongAgo = () => anOrderAt("PENDING", { observedAt: at(-3_600) });

export const json = (value: object) => JSON.stringify(value);

/** Whatever is asked for: one checkout, or a page with it. */
export const either =
  (fields: object): Reply =>
  (response, received) => {
    const checkout = json({ ...aRemote(), ...fields });
    const isPage = received.method === "GET" && /\/checkout\?/.test(received.path);
    succeed(isPage ? `{"page":0,"size":20,"content":[${checkout}]}` : checkout)(response, received);
  };
