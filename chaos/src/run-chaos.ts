import { type App, deleteApp, initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { collectFacts, ledgerStatuses } from "./facts/collect-facts.js";
import type { OrderFacts, Violation } from "./facts/facts.js";
import { findViolations } from "./laws/find-violations.js";
import { drawPlan } from "./plan/draw-plan.js";
import { Callables } from "./play/callables.js";
import { Connections } from "./play/connections.js";
import { ContentEditor } from "./play/content-editor.js";
import { Forger } from "./play/forger.js";
import { Gate } from "./play/gate.js";
import { Killer } from "./play/killer.js";
import { MovedClock } from "./play/moved-clock.js";
import { playPlan } from "./play/play-plan.js";
import { Schedules } from "./play/schedules.js";
import { ageDecreases, auditNextDay, calmDown, settle, sweepOnce } from "./play/settle.js";
import { Simulator } from "./play/simulator.js";
import type { Stage } from "./play/stage.js";
import { Witness } from "./play/witness.js";
import { addUp, type Figures } from "./report/figures.js";
import type { Theatre } from "./theatre.js";

export type ChaosOptions = {
  readonly seed: number;
  readonly orders: number;
  readonly faults: readonly string[];
  readonly kill: boolean;
  /** Is told what is going on. */
  readonly log: (line: string) => void;
};

export type ChaosResult = {
  readonly seed: number;
  readonly seconds: number;
  readonly figures: Figures;
  readonly killed: { functions: number; listener: number };
  /** Orders whose money became less, seen once and applied only after ten minutes. */
  readonly aged: number;
  readonly violations: readonly Violation[];
  /** Everything that is known of the orders in them. */
  readonly histories: readonly OrderFacts[];
};

/** Longer than any link lives; ms. */
const BEYOND_EXPIRY_MS = 8 * 24 * 60 * 60_000;

/**
 * One run: plays the seed's plan under its faults, lets everything settle, and holds each order against the vendor's
 * ledger and the laws.
 */
export async function runChaos(theatre: Theatre, options: ChaosOptions): Promise<ChaosResult> {
  const { seed, orders, faults, kill, log } = options;
  const began = performance.now();
  const plan = drawPlan({ seed, orders, kill });
  const app = initializeApp({ projectId: theatre.project }, `chaos-${seed}`);
  const stage = setStage(theatre, app);
  const killer = new Killer(theatre.emulatorsPid, theatre.listener, stage.connections);
  const tell = (line: string) =>
    log(`seed ${seed}, ${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s: ${line}`);
  try {
    await clear(theatre, stage);
    await stage.simulator.deliverWebhooks(theatre.urlOf("pointcheckoutWebhook") ?? "", theatre.webhookSecret);
    stage.witness.start();
    await stage.simulator.startFaults(seed, faults);
    await playPlan(stage, plan, { killer: kill ? killer : null, log: tell });
    await stage.simulator.endFaults();
    const faultsEndedAt = Date.now();
    tell("all is played, faults have ended");

    await settle(stage);
    await auditNextDay(stage);
    const aged = await ageDecreases(stage);
    await sweepOnce(stage);
    const left = await settle(stage);
    tell(`settled, ${left.size} orders are outstanding`);
    const settled = await ledgerStatuses(stage);
    await stage.clock.advance(BEYOND_EXPIRY_MS);
    await settle(stage);
    await calmDown(stage);
    const audit = await auditNextDay(stage);
    await calmDown(stage);
    await stage.witness.stop();
    await stage.witness.look();
    const facts = await collectFacts(stage, plan, { faultsEndedAt, settled, audit });
    tell("every link has ended, all is collected");

    const violations = findViolations(facts);
    const broken = new Set(violations.map(({ orderId }) => orderId));
    return {
      seed,
      seconds: (performance.now() - began) / 1000,
      figures: addUp(facts, violations),
      killed: killer.killed,
      aged: aged.length,
      violations,
      histories: facts.orders.filter(({ orderId }) => broken.has(orderId)),
    };
  } finally {
    await stage.witness.stop();
    await deleteApp(app);
  }
}

function setStage({ simulatorUrl, urlOf, project, webhookSecret }: Theatre, app: App): Stage {
  const firestore = getFirestore(app);
  const simulator = new Simulator(simulatorUrl);
  const clock = new MovedClock(simulator);
  const connections = new Connections();
  return {
    firestore,
    simulator,
    clock,
    callables: new Callables(urlOf, project, connections),
    schedules: new Schedules(urlOf, clock, connections),
    connections,
    witness: new Witness(firestore),
    forger: new Forger({ url: urlOf("pointcheckoutWebhook") ?? "", secret: webhookSecret }),
    editor: new ContentEditor(firestore),
    refreshing: new Gate(3),
    actions: [],
  };
}

/** Forgets what earlier runs left: schedules that run ahead would find it due, at a vendor who does not know it. */
async function clear({ firestoreHost, project }: Theatre, { simulator }: Stage): Promise<void> {
  await simulator.reset();
  const documents = `http://${firestoreHost}/emulator/v1/projects/${project}/databases/(default)/documents`;
  const response = await fetch(documents, { method: "DELETE", signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`the emulated Firestore could not be cleared: ${response.status}`);
}
