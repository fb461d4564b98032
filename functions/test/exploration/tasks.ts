import { hasBeenPaid, isTerminalUnpaid } from "../../src/orders/model/order-status.js";
import { cancelLink } from "../../src/orders/operations/cancel-link.js";
import { sendLink } from "../../src/orders/operations/send-link.js";
import type { ProviderStatus } from "../../src/pointcheckout/responses.js";
import type { Task } from "./task.js";
import { ORDER_ID, PAST_LEASE_MS, type World } from "./world.js";

type AddTasks = (world: World) => void;

export const together =
  (...parts: AddTasks[]): AddTasks =>
  (world) => {
    for (const addTasks of parts) addTasks(world);
  };

export const task =
  (name: string, ...deeds: ((world: World, task: Task) => Promise<void>)[]): AddTasks =>
  (world) =>
    world.schedule.spawn(name, async (one) => {
      for (const deed of deeds) await deed(world, one);
    });

/** A backend of the merchant's makes the order dearer in its document, if there is one. */
export const edit = (world: World, one: Task): Promise<void> =>
  one.do("the amount is doubled", () => world.editAmount());
/** A clean-up job deletes the documents of the checkouts. */
export const deleteCheckouts = (world: World, one: Task): Promise<void> =>
  one.do("checkouts are deleted", () => world.database.checkouts.clear());

export const call = (world: World, one: Task): Promise<void> => world.call(one);
export const sweep = (world: World, one: Task): Promise<void> => world.sweep(one);
/** Lets others go first, until they can do nothing more. */
export const settle = (world: World, one: Task): Promise<void> => world.settle(one);
/** Waits until any lease that was held has run out: who stood still so long is late. */
export const passLease = (world: World, one: Task): Promise<void> => world.pass(one, PAST_LEASE_MS);

const staff = { uid: "sam" };
export const CANCEL = "cancels";
/** The phone that staff have a link sent to; the callers' content has another one, and asks for no message. */
export const SENT_TO = "971567123456";
export const cancels: AddTasks = task(CANCEL, (world, one) =>
  world.operate(one, (deps) => cancelLink(deps, { orderId: ORDER_ID }, staff)),
);
export const send = (world: World, one: Task): Promise<void> =>
  world.operate(one, (deps) => sendLink(deps, { orderId: ORDER_ID, sms: SENT_TO }, staff));

export const callers = (count: number): AddTasks =>
  together(...Array.from({ length: count }, (_, index) => task(`caller ${index + 1}`, call)));

/** The customer pays a link, the oldest or the newest, as soon as there is one or later; a notification announces it. */
export async function pay(world: World, one: Task): Promise<void> {
  const links = () => world.vendor.payable();
  const id = await one.step({
    describe: () => "pays",
    isPossible: () => links().length > 0,
    outcomes: () => {
      const payable = links();
      const choice = payable.length > 1 ? [payable.at(0), payable.at(-1)] : payable;
      return choice.flatMap((entry) => {
        if (!entry) return [];
        const run = () => {
          world.vendor.change(entry.id, "PAID");
          return entry.id;
        };
        return { name: `#${entry.id.slice(-3)}`, run };
      });
    },
  });
  await world.notify(one, id, false);
}

/**
 * The oldest checkout of one status takes another; a notification announces it. It is not lost when the link had ended
 * before: nothing looks again by itself then.
 */
export const change =
  (from: ProviderStatus, to: ProviderStatus, refundedMinor = 0) =>
  async (world: World, one: Task): Promise<void> => {
    const oldest = () => world.vendor.ledger.find(({ status }) => status === from);
    const id = await one.do(
      `the vendor: ${from} becomes ${to}`,
      () => {
        const entry = oldest();
        if (!entry) throw new Error(`no checkout is ${from}`);
        world.vendor.change(entry.id, to, refundedMinor);
        return entry.id;
      },
      () => oldest() !== undefined,
    );
    await world.notify(one, id, hasBeenPaid(from) || isTerminalUnpaid(from));
  };

export const customer: AddTasks = task("customer", pay);
