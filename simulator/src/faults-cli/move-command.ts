import { Argument, type Command } from "commander";
import { z } from "zod";
import { MOVES } from "../checkouts/plan-move.js";
import { terminalOf } from "./terminal.js";

const moved = z.object({ id: z.string(), status: z.string() });

/** The command that does what a customer or the vendor's portal would do with a checkout. */
export function addMoveCommand(program: Command): void {
  program
    .command("move")
    .description("does with a checkout what a customer, the bank or the vendor's portal would")
    .argument("<checkoutId>")
    .addArgument(new Argument("<action>").choices(MOVES))
    .option("--amount <decimal>", "for refund and reverse-refund; left out: all that is left")
    .option("--silent", "tell the merchant nothing of it", false)
    .option("--force", "also when the checkout's status forbids it", false)
    .action(move);
}

async function move(
  checkoutId: string,
  action: string,
  { amount, silent, force }: { amount?: string; silent: boolean; force: boolean },
  command: Command,
): Promise<void> {
  const { client, tell } = terminalOf(command);
  const wish = { action, notify: !silent, force, ...(amount !== undefined && { amount }) };
  const path = `checkouts/${encodeURIComponent(checkoutId)}/actions`;
  const { text, json } = await client.ask("POST", path, wish);
  tell(text, () => {
    const { id, status } = moved.parse(json);
    return `${id} is ${status}.`;
  });
}
