import { demoUsers } from "./demo-users.mjs";
import { documentsUrl } from "./firestore-rest.mjs";
import { address } from "./suites.mjs";

/**
 * What somebody who has just started everything wants to open.
 *
 * @param {object} options
 * @param {import("./suites.mjs").Suite} options.suite
 * @param {import("./emulators.mjs").Emulators["functions"]} options.functions
 * @param {string[]} options.scheduled
 * @param {Partial<import("./demonstration.mjs").Demonstration>} options.result
 */
export function describeStack({ suite, functions, scheduled, result }) {
  const simulator = `http://${address(suite, "simulator")}`;
  const rows = [
    ["Start here", `http://${address(suite, "hosting")}/`],
    ["Simulator", `${simulator}/`],
    ["Outbox (e-mail, SMS)", `${simulator}/outbox`],
    ["Webhooks, as in the portal", `${simulator}/portal/webhooks`],
    ["Firestore (REST)", documentsUrl(suite)],
    ...(result.orderId === undefined
      ? []
      : [[`Order ${result.orderId} (${result.status})`, `${documentsUrl(suite)}/orders/${result.orderId}`]]),
    ...(result.url === undefined ? [] : [["Its payment page", result.url]]),
    ...[...functions.values()].map(({ name, url }) => [`Function ${name}`, url]),
    ["Called by the scheduler", scheduled.join(", ")],
    ...Object.entries(demoUsers).map(([who, { email, password }]) => [
      `User ${who}`,
      `${email} / ${password}`,
    ]),
    ["Logs", suite.workDir],
  ];
  const width = Math.max(...rows.map(([label = ""]) => label.length)) + 2;
  const lines = rows.map(([label = "", value]) => `  ${label.padEnd(width)}${value}`);
  return `
${lines.join("\n")}

  Firestore's REST answers to the header "Authorization: Bearer owner". Ctrl-C stops everything.
`;
}
