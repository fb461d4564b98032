import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "../checkouts/refusal.js";
import type { Misfortune, Operation } from "../faults/fault.js";
import { textOrUndefined } from "../json.js";
import type { LoggedRequest } from "../request-log.js";
import type { SimulatorState } from "../state.js";
import { alteredResult, alters } from "./altered-result.js";
import { type Answer, brokenAnswer, jsonAnswer, refusalAnswer, unreadableAnswer } from "./answers.js";
import { type Fault, perform, type Result, type VendorRequest } from "./operations.js";

export type Ending = Answer | "reset";

export interface Exchange {
  readonly operation: Operation;
  readonly request: VendorRequest;
  readonly entry: LoggedRequest;
  readonly vendor: SimulatorState;
}

/** Performs one operation of the vendor's API, together with the faults that are due. */
export async function holdExchange(exchange: Exchange): Promise<Ending> {
  const { operation, entry, vendor } = exchange;
  const { latency, fault } = vendor.chances.take(operation, entry);
  entry.fault = fault?.kind ?? latency?.kind;
  if (latency?.when === "before") await delay(latency, vendor.closing);
  const ending = endingOf(exchange, fault);
  if (latency?.when === "after") await delay(latency, vendor.closing);
  return ending;
}

/** Real time, not the simulator's clock: the merchant's timeout is real too. */
async function delay({ ms }: NonNullable<Misfortune["latency"]>, closing: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: closing }).catch((error: unknown) => {
    if (!closing.aborted) throw error;
  });
}

function endingOf(exchange: Exchange, fault: Fault): Ending {
  if (fault?.kind === "reset-before") return "reset";
  if (fault?.kind === "status") return brokenAnswer(fault, fault.retryAfter);
  const answer = performed(exchange, fault);
  if (fault?.kind === "reset-after") return "reset";
  if (fault?.kind === "status-after") return brokenAnswer(fault);
  return fault?.kind === "body" ? unreadableAnswer(answer, fault) : answer;
}

function performed({ operation, vendor, request, entry }: Exchange, fault: Fault): Answer {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  const shown = (result: Result) => (alters(fault) ? alteredResult(result, fault) : result);
  const envelope = (result: ReturnType<typeof shown> | ReturnType<typeof shown>[]) => ({
    success: true,
    elapsed: elapsed(),
    result,
  });
  try {
    const result = perform[operation](vendor, request, fault);
    if (Array.isArray(result)) {
      const all = result.map(shown);
      return jsonAnswer(vendor.settings.values.branches === "envelopes" ? all.map(envelope) : envelope(all));
    }
    if (operation === "create-link") entry.checkoutId = textOrUndefined(result.id);
    return jsonAnswer(envelope(shown(result)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalAnswer(400, error.message, elapsed());
  }
}
