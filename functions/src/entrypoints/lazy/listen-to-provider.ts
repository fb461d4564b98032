import { setTimeout as sleep } from "node:timers/promises";
import { readListenMs } from "../../config.js";
import { openStores } from "../../connections.js";
import { startListening } from "../../notifications/start-listening.js";

export async function run() {
  // Before anything listens: nobody would stop it.
  const listenMs = readListenMs();
  const stores = openStores();
  const listener = startListening(stores);
  await sleep(listenMs);
  const followed = listener.followed();
  await listener.close();
  stores.log.info("listener.run_ended", { followed });
}
