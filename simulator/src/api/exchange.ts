import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "../checkouts/refusal.js";
import type { EffectOf, Misfortune, Operation } from "../faults/fault.js";
import { textOrUndefined } from "../json.js";
import type { SimulatorState } from "../state.js";
import { alteredResult, alters } from "./altered-result.js";
import {
  type Answer,
  brokenAnswer,
  refusalAnswer,
  successAnswer,
  successAnswers,
  unreadableAnswer,
} from "./answers.js";
import { type Fault, perform, type Result, type VendorRequest } from "./operations.js";
import type { LoggedRequest } from "./request-log.js";

/** How a request ends: with an answer, or with its connection cut. */
export type Ending = Answer | "reset";

export interface Exchange {
  readonly operation: Operation;
  readonly request: VendorRequest;
  readonly entry: LoggedRequest;
  readonly vendor: SimulatorState;
}

/** Performs one operation of the vendor's API, together with whatever is to go wrong with it. */
export async function holdExchange(exchange: Exchange): Promise<Ending> {
  const misfortune = exchange.vendor.chances.take(exchange.operation, exchange.entry);
  exchange.entry.fault = misfortune.fault?.kind ?? misfortune.latency?.kind;
  await delay(misfortune, "before", exchange.vendor.closing);
  const ending = endingOf(exchange, misfortune.fault);
  await delay(misfortune, "after", exchange.vendor.closing);
  return ending;
}

async function delay(
  { latency }: Misfortune,
  when: EffectOf<"latency">["when"],
  closing: AbortSignal,
): Promise<void> {
  if (latency?.when !== when || closing.aborted) return;
  // Real time, not the simulator's clock: the merchant's timeout is real too.
  await wait(latency.ms, undefined, { signal: closing }).catch((error: unknown) => {
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
  try {
    const result = perform[operation](vendor, request, fault);
    if (isList(result)) {
      const shown = result.map((one) => (alters(fault) ? alteredResult(one, fault) : one));
      return vendor.settings.values.branches === "envelopes"
        ? successAnswers(shown, elapsed())
        : successAnswer(shown, elapsed());
    }
    if (operation === "create-link") entry.checkoutId = textOrUndefined(result.id);
    return successAnswer(alters(fault) ? alteredResult(result, fault) : result, elapsed());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalAnswer(400, error.message, elapsed());
  }
}

function isList(result: Result | readonly Result[]): result is readonly Result[] {
  return Array.isArray(result);
}
