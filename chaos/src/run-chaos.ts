import { deleteApp, initializeApp } from "firebase-admin/app";
import { clearFirestore } from "../../functions/test/support/clear-firestore.js";
import type { Environment } from "./environment.js";
import { collectFacts, ledgerStatuses } from "./facts/collect-facts.js";
import { findViolations } from "./invariants/find-violations.js";
import { drawPlan } from "./plan/draw-plan.js";
import { addUp } from "./report/figures.js";
import { Killer } from "./run/killer.js";
import { runPlan } from "./run/run-plan.js";
import { ageDecreases, auditNextDay, calmDown, settle, sweepOnce } from "./run/settle.js";
import { createContext } from "./world/context.js";

type ChaosOptions = {
  readonly seed: number;
  readonly orders: number;
  readonly faults: readonly string[];
  readonly kill: boolean;
  readonly log: (line: string) => void;
};

export type ChaosResult = Awaited<ReturnType<typeof runChaos>>;

/** Longer than any link lives; ms. */
const BEYOND_EXPIRY_MS = 8 * 24 * 60 * 60_000;

/**
 * One run: carries out the seed's plan under its faults, lets everything settle, and checks each order against the
 * vendor's ledger and the invariants.
 */
export async function runChaos(environment: Environment, options: ChaosOptions) {
  const { seed, orders, faults, kill, log } = options;
  const began = performance.now();
  const plan = drawPlan({ seed, orders, kill });
  const app = initializeApp({ projectId: environment.project }, `chaos-${seed}`);
  const context = createContext(environment, app);
  const killer = new Killer(environment.emulatorsPid, environment.listener, context.connections);
  const report = (line: string) =>
    log(`seed ${seed}, ${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s: ${line}`);
  try {
    // What earlier runs left would be due by schedules, and the vendor would not know it.
    await context.simulator.reset();
    await clearFirestore(environment.firestoreHost, environment.project);
    const endpoint = { url: environment.urlOf("pointcheckoutWebhook"), secret: environment.webhookSecret };
    await context.simulator.control("POST", "webhooks", endpoint);
    context.witness.start();
    if (faults.length > 0)
      await context.simulator.control("PUT", "faults/chances", { seed, profiles: faults });
    await runPlan(context, plan, { killer, log: report });
    await context.simulator.clearFaults();
    const faultsEndedAt = Date.now();
    report("all plans are done, faults have ended");

    await settle(context);
    await auditNextDay(context);
    const aged = await ageDecreases(context);
    await sweepOnce(context);
    const left = await settle(context);
    report(`settled, ${left.size} orders are outstanding`);
    const settled = await ledgerStatuses(context);
    await context.clock.advance(BEYOND_EXPIRY_MS);
    await settle(context);
    await calmDown(context);
    const audit = await auditNextDay(context);
    await calmDown(context);
    await context.witness.stop();
    await context.witness.look();
    const facts = await collectFacts(context, plan, { faultsEndedAt, settled, audit });
    report("every link has ended, all facts are collected");

    const violations = findViolations(facts);
    const broken = new Set(violations.map(({ orderId }) => orderId));
    return {
      seed,
      seconds: (performance.now() - began) / 1000,
      figures: addUp(facts, violations),
      killed: killer.killed,
      /** Orders whose paid amount fell: the product waits ten minutes before it applies that. */
      aged: aged.length,
      violations,
      histories: facts.orders.filter(({ orderId }) => broken.has(orderId)),
    };
  } finally {
    await context.witness.stop();
    await deleteApp(app);
  }
}
