import { type Command, Option } from "commander";
import type { CheckoutId } from "../../../functions/src/checkouts/checkout-id.js";
import type { ProviderStatus, RemoteCheckout } from "../../../functions/src/pointcheckout/responses.js";
import type { Outcome } from "../command-failure.js";
import { type Host, perform, type Tool } from "../perform.js";
import { hideUrl } from "../present/mask.js";
import { drawFacts, drawTable } from "../present/table.js";
import { readCheckoutId, readPage, readStatuses, readText } from "./arguments.js";

type Reveal = { reveal?: boolean };
type Filter = Reveal & { orderId?: string; requestId?: string; status?: ProviderStatus[]; page: number };

const reveal = () =>
  new Option("--reveal", "shows payment pages, whose address opens the customer's data to anybody");

export function addCheckoutCommands(program: Command, host: Host): void {
  const checkout = program.command("checkout").description("What the vendor says of a checkout.");
  checkout
    .command("get")
    .description("Reads one checkout at the vendor.")
    .argument("<id>", "the checkout's id", readCheckoutId)
    .addOption(reveal())
    .addHelpText("after", "\nExample: npm run pointcheckout -- checkout get 1601731695315563241 --local")
    .action(perform<Reveal>(host, getCheckout));
  checkout
    .command("search")
    .description("Lists the vendor's payment links, a page at a time.")
    .option("--order-id <id>", "of this order", readText)
    .option("--request-id <id>", "of this request", readText)
    .option("--status <statuses>", "in one of these statuses, separated by commas", readStatuses)
    .option("--page <number>", "which page, from 0", readPage, 0)
    .addOption(reveal())
    .addHelpText(
      "after",
      "\nExample: npm run pointcheckout -- checkout search --status PAID,REFUNDED --local",
    )
    .action(perform<Filter>(host, searchCheckouts));
}

async function getCheckout({ project }: Tool, options: Reveal, [id]: readonly string[]): Promise<Outcome> {
  const client = await project.pointcheckout();
  const checkout = veil(await client.getCheckout(id as CheckoutId), options);
  const facts = Object.entries(checkout).filter(([name]) => name !== "status");
  return {
    isFine: true,
    data: checkout,
    text: drawFacts([["status", checkout.status ?? "unknown"], ...facts]),
  };
}

async function searchCheckouts({ project }: Tool, options: Filter): Promise<Outcome> {
  const { orderId, requestId, status, page } = options;
  const client = await project.pointcheckout();
  const found = await client.listCheckouts({ type: "LINK", orderId, requestId, status, page });
  const content = found.content.map((one) => veil(one, options));
  const names = ["id", "order", "request", "status", "amount", "refunded", "made"];
  const rows = content.map((one) => [
    one.id,
    one.orderId,
    one.requestId,
    one.providerStatus,
    `${one.amount ?? "?"} ${one.currency ?? ""}`,
    one.totalRefunded,
    one.timestamp,
  ]);
  const of = found.totalElements === null ? "" : ` of ${found.totalElements}`;
  const unreadable =
    found.unreadable > 0 ? `, ${found.unreadable} more in a form that is not the promised one` : "";
  const summary = `${content.length}${of} on page ${page}${unreadable}`;
  return {
    isFine: true,
    data: { ...found, content },
    text: content.length === 0 ? summary : `${drawTable(names, rows)}\n${summary}`,
  };
}

/** Of a customer, the client reads nothing at all; the payment page shows the rest. */
const veil = (checkout: RemoteCheckout, options: Reveal): RemoteCheckout =>
  options.reveal ? checkout : { ...checkout, redirectUrl: hideUrl(checkout.redirectUrl) };
