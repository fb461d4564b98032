import fc, { type Arbitrary } from "fast-check";
import type { PageWish } from "../../../functions/test/support/send-form.js";
import type { Move } from "../../../simulator/src/checkouts/plan-move.js";
import { ODD_EDITS } from "../world/content-editor.js";
import { FORGERIES } from "../world/forger.js";
import type { Step } from "./step.js";

const callers = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 5 }) },
);

const ask: Arbitrary<Step> = fc.record({
  kind: fc.constant("ask" as const),
  callers,
  tries: fc.integer({ min: 1, max: 5 }),
});

const page = (wish: PageWish): Arbitrary<Step> =>
  fc.record({
    kind: fc.constant("page" as const),
    wish: fc.constant(wish),
    times: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(2) }),
  });

const portal = (
  move: Move,
  { link = "present" as number | "present", percent = null as number | null, force = false } = {},
): Arbitrary<Step> =>
  fc.record({
    kind: fc.constant("portal" as const),
    move: fc.constant(move),
    link: fc.constant(link),
    percent: fc.constant(percent),
    quietly: fc.oneof(
      { weight: 3, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    force: fc.constant(force),
  });

const dearer: Arbitrary<Step> = fc.constant({ kind: "edit", how: "dearer" });
const odd: Arbitrary<Step> = fc.record({
  kind: fc.constant("edit" as const),
  how: fc.constantFrom(...ODD_EDITS),
});
const seeing = (...statuses: string[]): Arbitrary<Step> => fc.constant({ kind: "await", statuses });
const rest: Arbitrary<Step> = fc.constant({ kind: "rest" });

/** What may happen between any steps, and must change nothing. */
const interlude: Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 20, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .record({ kind: fc.constant("refresh" as const), callers: fc.integer({ min: 1, max: 2 }) })
      .map((step) => [step]),
  },
  { weight: 2, arbitrary: fc.constant([{ kind: "announce", link: "present" } as const]) },
  { weight: 2, arbitrary: fc.constant([{ kind: "delete-checkouts" } as const]) },
  {
    weight: 2,
    arbitrary: fc
      .record({ kind: fc.constant("forge" as const), how: fc.constantFrom(...FORGERIES) })
      .map((step) => [step]),
  },
);

/** The steps of a journey with interludes between them. The first step creates the link. */
export const inTurn = (...steps: Arbitrary<Step>[]): Arbitrary<readonly Step[]> =>
  fc
    .tuple(...steps.map((step) => fc.tuple(step, interlude)))
    .map((parts) => parts.flatMap(([step, between]) => [step, ...between]));

const paid = [ask, page("pay"), seeing("PAID")];
const cancelled = [ask, page("cancel"), seeing("CANCELLED")];

type Journey = readonly [weight: number, ...steps: Arbitrary<Step>[]];

/** What customers and the vendor's portal do to an order; weights are relative frequencies. */
export const JOURNEYS: Readonly<Record<string, Journey>> = {
  pay: [8, ask, page("pay")],
  "decline, pay": [3, ask, page("decline"), page("pay")],
  "cancel, new link, pay": [4, ...cancelled, ask, page("pay")],
  "fail, new link, pay": [3, ask, page("fail"), seeing("FAILED"), ask, page("pay")],
  "odd content, pay": [3, ask, odd, page("pay")],
  "odd content, pay, refund": [2, ask, odd, page("pay"), portal("refund")],
  "dearer, new link, pay": [3, ask, dearer, ask, page("pay")],
  "dearer, old link paid": [2, ask, dearer, page("pay")],
  "cancel, dearer, new link, first paid late": [
    2,
    ...cancelled,
    dearer,
    ask,
    portal("pay", { link: 0, force: true }),
  ],
  "pay, dearer": [1, ...paid, dearer],
  "pay, odd content": [2, ...paid, odd],
  fail: [1, ask, page("fail")],
  cancel: [1, ask, page("cancel")],
  abandon: [3, ask],
  "expire, new link, pay": [3, ask, rest, seeing("EXPIRED"), ask, page("pay")],
  "expire, paid late": [2, ask, rest, seeing("EXPIRED"), portal("pay", { force: true })],
  "authorize, capture": [3, ask, page("authorize"), portal("capture")],
  "authorize, cancel": [1, ask, page("authorize"), seeing("AUTHORIZED"), portal("cancel")],
  "authorize, expire": [1, ask, page("authorize")],
  "await, confirm": [2, ask, page("await-confirmation"), portal("confirm-pending")],
  "await, fail": [1, ask, page("await-confirmation"), portal("fail")],
  "await for ever": [1, ask, page("await-confirmation")],
  "pay, refund part": [2, ...paid, portal("refund", { percent: 30 })],
  "pay, refund in two": [2, ...paid, portal("refund", { percent: 40 }), rest, portal("refund")],
  "pay, refund at once": [2, ask, page("pay"), portal("refund")],
  "pay, chargeback": [2, ...paid, portal("chargeback")],
  "pay, chargeback, lifted": [
    2,
    ...paid,
    portal("chargeback"),
    rest,
    seeing("CHARGEBACK"),
    portal("lift-chargeback"),
  ],
  "pay, refund, reversed": [
    2,
    ...paid,
    portal("refund", { percent: 50 }),
    rest,
    seeing("PARTIALLY_REFUNDED"),
    portal("reverse-refund"),
  ],
  "cancel, new link, both paid": [2, ...cancelled, ask, portal("pay", { link: 0, force: true }), page("pay")],
  "cancel, new link, first paid late": [2, ...cancelled, ask, portal("pay", { link: 0, force: true })],
  "cancel, paid late": [2, ...cancelled, portal("pay", { force: true })],
  "fail, new link, first reopened": [
    1,
    ask,
    page("fail"),
    seeing("FAILED"),
    ask,
    portal("reopen", { link: 0 }),
  ],
};
