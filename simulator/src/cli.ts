import { type Command, InvalidArgumentError, Option, program } from "commander";
import { DEFAULTS, type Simulator, type SimulatorOptions, startSimulator } from "./simulator.js";

const DEFAULT_PORT = 9400;

function commandLine(): Command {
  return program
    .name("simulator")
    .description("A local stand-in for the payment vendor PointCheckout. See docs/simulator.md.")
    .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", portNumber, DEFAULT_PORT)
    .option("--api-key <key>", "the merchant's API key", DEFAULTS.apiKey)
    .option("--api-secret <secret>", "the merchant's API secret", DEFAULTS.apiSecret)
    .option("--firebase-project <id>", "the vendor's Firebase project", DEFAULTS.firebaseProject)
    .option("--public-url <url>", "where customers reach the payment pages, if not at the server's address")
    .option("--webhook-url <url>", "an endpoint to which webhooks are sent")
    .option("--webhook-secret <secret>", "what they are signed with; generated if it is not given")
    .addOption(
      new Option("--spelling <style>", "how statuses are written")
        .choices(["upper", "title"])
        .default(DEFAULTS.spelling),
    )
    .addOption(
      new Option("--search-order <order>", "how search results are sorted")
        .choices(["newest-first", "oldest-first"])
        .default(DEFAULTS.searchOrder),
    )
    .option("--dedupe-refunds", "do refunds under one referenceId once; otherwise each is done", false);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}

async function run(): Promise<void> {
  const options = commandLine().parse().opts<SimulatorOptions & { port: number }>();
  const firestoreHost = process.env.FIRESTORE_EMULATOR_HOST || undefined;
  try {
    const simulator = await startSimulator({ ...options, firestoreHost, log: (line) => console.log(line) });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(simulator));
    console.log(`Simulator ready at ${simulator.url}`);
  } catch (error) {
    console.error(startFailure(error, options.port));
    process.exitCode = 1;
  }
}

async function stop(simulator: Simulator): Promise<void> {
  await simulator.close();
  process.exit();
}

function startFailure(error: unknown, port: number): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `Simulator cannot start: port ${port} is in use. Choose another with --port.`;
  }
  return `Simulator cannot start: ${error instanceof Error ? error.message : String(error)}`;
}

await run();
