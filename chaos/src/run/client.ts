import { setTimeout as sleep } from "node:timers/promises";
import Big from "big.js";
import { sendForm } from "../../../functions/test/support/send-form.js";
import { SimulatorRefusal } from "../../../functions/test/support/vendor-at.js";
import type { OrderPlan, Step } from "../plan/step.js";
import type { Context } from "../world/context.js";
import { askForLink, customerOf, saveDraft } from "./ask-for-link.js";

type Link = { readonly checkoutId: string; readonly url: string };

type StepOnLink = Exclude<Step, { kind: "ask" | "await" | "rest" | "delete-checkouts" }>;

const SEEING_MS = 3_000;
const LOOK_MS = 100;
/** How often a step is repeated after a rest. */
const RETURNS = 2;

/** Carries out the plan of one order: its callers, its customer, and what the vendor's portal does to it. */
export class Client {
  private step = 0;
  private returns = 0;
  private drafted = false;
  private isDearer = false;
  /** The links that the customer got, oldest first. */
  private readonly links: Link[] = [];

  constructor(
    private readonly context: Context,
    private readonly plan: OrderPlan,
    private readonly onStep: () => void,
  ) {}

  /** Continues until the plan ends or time has to pass. @returns whether steps are left */
  async run(): Promise<boolean> {
    for (let step = this.plan.steps[this.step]; step; step = this.plan.steps[this.step]) {
      if (this.returns === 0) this.onStep();
      await sleep(this.plan.pausesMs[this.step] ?? 0);
      if ((await this.perform(step)) && this.returns < RETURNS) {
        this.returns += 1;
        const link = this.links.at(-1);
        // Time can change a link, too.
        if (link) this.note(link, "rest");
        return true;
      }
      this.returns = 0;
      this.step += 1;
    }
    return false;
  }

  /** @returns whether to repeat this step after time has passed */
  private async perform(step: Step): Promise<boolean> {
    if (step.kind === "ask") return this.ask(step);
    if (step.kind === "await") return this.see(step.statuses);
    if (step.kind === "rest") return this.returns === 0;
    if (step.kind === "delete-checkouts") {
      await this.context.editor.deleteCheckouts(this.plan.orderId);
      return false;
    }
    const place = "link" in step ? step.link : "present";
    const link = place === "present" ? this.links.at(-1) : this.links[place];
    if (link) await this.actOn(link, step);
    return false;
  }

  private async actOn(link: Link, step: StepOnLink): Promise<void> {
    const { simulator, forger, editor, callables } = this.context;
    const { orderId } = this.plan;
    const { checkoutId } = link;
    switch (step.kind) {
      case "page":
        if (step.wish !== "decline") this.note(link, step.wish);
        await Promise.all(Array.from({ length: step.times }, () => sendForm(link.url, step.wish)));
        return;
      case "portal":
        return this.move(link, step);
      case "refresh": {
        const calling = () => callables.call("refreshOrder", { orderId }, customerOf(this.plan));
        await Promise.all(Array.from({ length: step.callers }, calling));
        return;
      }
      case "announce":
        await simulator.announce(checkoutId);
        return;
      case "forge":
        return forger.forge(step.how, { orderId, checkoutId });
      case "edit":
        this.note(link, step.how);
        await editor.edit(orderId, step.how);
        this.isDearer ||= step.how === "dearer";
    }
  }

  private async ask(step: Extract<Step, { kind: "ask" }>): Promise<boolean> {
    const { callables } = this.context;
    if (this.plan.asker === "customer" && !this.drafted) {
      this.drafted = await saveDraft(callables, this.plan);
      if (!this.drafted) return true;
    }
    // After the stored amount was raised, only a request for the stored order fits.
    const asker = this.isDearer ? "customer" : this.plan.asker;
    const answers = await askForLink(callables, { ...this.plan, asker }, step);
    const known = new Set(this.links.map(({ checkoutId }) => checkoutId));
    for (const { checkoutId, url } of answers) {
      if (checkoutId === null || url === null || known.has(checkoutId)) continue;
      known.add(checkoutId);
      this.links.push({ checkoutId, url });
    }
    const wanted = this.plan.steps.slice(0, this.step + 1).filter(({ kind }) => kind === "ask").length;
    return this.links.length < wanted;
  }

  private async move(link: Link, step: Extract<Step, { kind: "portal" }>): Promise<void> {
    const { move: action, percent, quietly, force } = step;
    const amount = percent === null ? {} : { amount: share(this.plan.amount, percent) };
    const at = Date.now();
    try {
      await this.context.simulator.act(link.checkoutId, action, { ...amount, notify: !quietly, force });
      this.note(link, action, at);
    } catch (error) {
      // The move before it did not happen, so the portal does not offer this one.
      if (!(error instanceof SimulatorRefusal && error.status === 409)) throw error;
    }
  }

  private async see(statuses: readonly string[]): Promise<boolean> {
    const deadline = performance.now() + SEEING_MS;
    while (this.links.length > 0 && performance.now() < deadline) {
      if (statuses.includes(this.context.witness.statusOf(this.plan.orderId) ?? "")) return false;
      await sleep(LOOK_MS);
    }
    return this.links.length > 0;
  }

  private note({ checkoutId }: Link, move: string, at = Date.now()): void {
    this.context.actions.push({ orderId: this.plan.orderId, checkoutId, move, at });
  }
}

/** A percentage of a decimal amount, rounded down to its last decimal. */
function share(amount: string, percent: number): string {
  const decimals = amount.split(".")[1]?.length ?? 0;
  return new Big(amount).times(percent).div(100).toFixed(decimals, Big.roundDown);
}
