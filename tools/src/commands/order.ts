import { userInfo } from "node:os";
import { type Command, Option } from "commander";
import type { Order } from "../../../functions/src/orders/model/order.js";
import { NO_SUCH_ORDER } from "../../../functions/src/orders/model/order-error.js";
import { refreshOrder } from "../../../functions/src/orders/operations/refresh-order.js";
import { redactOrder } from "../../../functions/src/redaction/redact-order.js";
import { timeFor } from "../../../functions/src/shared/time-for.js";
import { CommandFailure, misused, type Outcome } from "../command-failure.js";
import { type Host, perform, type Tool } from "../perform.js";
import { drawHistory, toHistory } from "../present/history.js";
import { maskOrder } from "../present/mask.js";
import { drawOrder } from "../present/order.js";
import { drawFacts } from "../present/table.js";
import { readOrderId, readText } from "./arguments.js";

type Reveal = { reveal?: boolean };
type Redact = { reason: string; by: string; yes?: boolean };

/** How long to wait for the vendor's answer; ms. */
const WAIT_MS = 15_000;

export function addOrderCommands(program: Command, host: Host): void {
  const order = program.command("order").description("One order of ours.");
  const reveal = () => new Option("--reveal", "shows personal data in full");
  order
    .command("show")
    .description("The order, its links, and its problem with what to do. Ends with 1 when it has a problem.")
    .argument("<orderId>", "the order's id", readOrderId)
    .addOption(reveal())
    .addHelpText("after", "\nExample: npm run pointcheckout -- order show ORD-1234 --project my-project")
    .action(perform<Reveal>(host, showOrder));
  order
    .command("history")
    .description("All that happened to the order, the oldest first.")
    .argument("<orderId>", "the order's id", readOrderId)
    .addOption(reveal())
    .action(perform<Reveal>(host, showHistory));
  order
    .command("refresh")
    .description(
      "Has the order looked up at the vendor now. Ends with 1 when that did not come to an end in time.",
    )
    .argument("<orderId>", "the order's id", readOrderId)
    .action(perform(host, refresh));
  order
    .command("redact")
    .description("Erases the customer's personal data for good, and keeps the accounts. See docs/cli.md.")
    .argument("<orderId>", "the order's id", readOrderId)
    .requiredOption("--reason <text>", "why; kept in the order's history, so name nobody", readText)
    .option("--by <name>", "who asks for it", readText, `cli:${userName()}`)
    .option("--yes", "do it; without it, nothing is erased")
    .addHelpText(
      "after",
      '\nExample: npm run pointcheckout -- order redact ORD-1234 --reason "request 17" --yes --local',
    )
    .action(perform<Redact>(host, redact));
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unnamed";
  }
}

async function readStored({ project }: Tool, orderId: string): Promise<Order> {
  const { order } = await project.stores().orders.read(orderId);
  if (order) return order;
  throw new CommandFailure(NO_SUCH_ORDER, `Check the id ${orderId} and the project ${project.projectId}.`);
}

async function showOrder(tool: Tool, options: Reveal, [orderId = ""]: readonly string[]): Promise<Outcome> {
  const stored = await readStored(tool, orderId);
  const order = options.reveal ? stored : maskOrder(stored);
  return { isFine: order.problem === null, data: order, text: drawOrder(order, tool.style) };
}

async function showHistory(tool: Tool, options: Reveal, [orderId = ""]: readonly string[]): Promise<Outcome> {
  const beneath = await tool.project.stores().orders.beneath(orderId);
  const history = toHistory(beneath, options.reveal === true);
  // Events outlive an order that was deleted: they are shown then, too.
  if (history.length === 0) await readStored(tool, orderId);
  return { isFine: true, data: history, text: drawHistory(history) };
}

async function refresh({ project }: Tool, _: object, [orderId = ""]: readonly string[]): Promise<Outcome> {
  const deps = { ...project.stores(), ...timeFor(WAIT_MS) };
  const refreshed = await refreshOrder(deps, { orderId, customerUid: null });
  const { status, problem, isFresh } = refreshed;
  const text = drawFacts([
    ["order", orderId],
    ["status", status],
    ["problem", problem],
    ["fresh", isFresh ? "yes: seen at the vendor just now" : "no: the vendor's word did not come in time"],
  ]);
  return { isFine: isFresh, data: refreshed, text };
}

async function redact(
  tool: Tool,
  { reason, by, yes }: Redact,
  [orderId = ""]: readonly string[],
): Promise<Outcome> {
  if (!yes) {
    const { status } = await readStored(tool, orderId);
    throw misused(
      `Nothing was erased. Order ${orderId} is ${status}; what is erased cannot be brought back.`,
      "Add --yes to erase its personal data.",
    );
  }
  const isChanged = await redactOrder(tool.project.stores(), orderId, { uid: by, reason });
  const text = isChanged
    ? `The personal data of order ${orderId} is erased. The vendor keeps its own: ask there.`
    : `Order ${orderId} holds no personal data any more.`;
  return { isFine: true, data: { orderId, isChanged }, text };
}
