import { keepBranches } from "../../branches/keep-branches.js";
import { connect } from "../../connections.js";
import { readNow } from "../../orders/operations/vendor-failure.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import type { Branch } from "../../pointcheckout/responses.js";
import { callableWork } from "../callable-work.js";
import { parseNothing } from "../link-input.js";

const kept = new WeakMap<PointCheckoutClient, () => Promise<Branch[]>>();

export const { parse, work } = callableWork({
  parse: parseNothing,
  work: async (): Promise<{ branches: Branch[] }> => {
    const { pointcheckout } = connect();
    const list = kept.get(pointcheckout) ?? keepBranches(pointcheckout);
    kept.set(pointcheckout, list);
    return { branches: await readNow(list) };
  },
});
