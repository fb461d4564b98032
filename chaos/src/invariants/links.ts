import { hasBeenPaid, type Invariant } from "../facts/facts.js";

/** When all has settled, at most one link of an order can be paid, and none if the order is paid. */
export const oneLiveLink: Invariant = {
  name: "live links",
  breaches: ({ settled, order }) => {
    const statuses = Object.values(settled);
    const isPaid = Object.entries(settled).some(
      ([id, status]) => hasBeenPaid(status) && order?.attempts?.[id]?.counts !== null,
    );
    const payable = statuses.filter((status) => status === "PENDING").length;
    const open = statuses.filter((status) => status === "PENDING" || status === "AUTHORIZED").length;
    if (payable > 1) return [`${payable} links could be paid at once`];
    if (open > 0 && isPaid) return [`${open} links were open beside a paid one`];
    return [];
  },
};

/** All callers who ask for an order's first link get the same one, until somebody uses it. */
export const oneFirstLink: Invariant = {
  name: "first link",
  breaches: ({ calls, actions }) => {
    const firstAction = Math.min(...actions.map(({ at }) => at));
    const answered = calls.filter(({ checkoutId, endedAt }) => checkoutId !== null && endedAt <= firstAction);
    const links = new Set(answered.map(({ checkoutId }) => checkoutId));
    return links.size > 1 ? [`callers got ${links.size} links: ${[...links].join(", ")}`] : [];
  },
};

/** A request id that the vendor answered with a link is not sent again, unless its caller was killed. */
export const noNeedlessPost: Invariant = {
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

/** No caller gets INTERNAL. (A killed process answers nothing at all.) */
export const noDefect: Invariant = {
  name: "defects",
  breaches: ({ calls }) =>
    calls
      .filter(({ code }) => code === "INTERNAL")
      .map(({ name, message }) => `${name} answered INTERNAL: ${message}`),
};
