import { isMoney } from "../facts/facts.js";
import type { Law } from "./law.js";

/** At most one link can be paid, and none beside money; looked at when all had settled, before links expired. */
export const oneLiveLink: Law = {
  name: "live links",
  breaches: ({ settled, order }) => {
    const statuses = Object.values(settled);
    const isPaid = Object.entries(settled).some(
      ([id, status]) => isMoney(status) && order?.attempts?.[id]?.counts !== null,
    );
    const payable = statuses.filter((status) => status === "PENDING").length;
    const open = statuses.filter((status) => status === "PENDING" || status === "AUTHORIZED").length;
    if (payable > 1) return [`${payable} links could be paid at once`];
    if (open > 0 && isPaid) return [`${open} links were open beside a paid one`];
    return [];
  },
};

/** Callers who ask for an order's first link, before anybody did anything with one, are all told the same. */
export const oneFirstLink: Law = {
  name: "first link",
  breaches: ({ calls, actions }) => {
    const firstAction = Math.min(...actions.map(({ at }) => at));
    const told = calls.filter(({ checkoutId, endedAt }) => checkoutId !== null && endedAt <= firstAction);
    const links = new Set(told.map(({ checkoutId }) => checkoutId));
    return links.size > 1 ? [`callers were told ${links.size} links: ${[...links].join(", ")}`] : [];
  },
};

/** A request id that the vendor has answered with a link is not sent again, unless the caller who had it was killed. */
export const noNeedlessPost: Law = {
  name: "posts",
  breaches: ({ requests }, { killed }) => {
    if (killed) return [];
    const answered = new Set<string | undefined>();
    const breaches: string[] = [];
    for (const { operation, requestId, status, fault } of requests) {
      if (operation !== "create-link") continue;
      if (answered.has(requestId)) breaches.push(`${requestId} was sent again after it had been answered`);
      if (status === 200 && fault === undefined) answered.add(requestId);
    }
    return breaches;
  },
};
