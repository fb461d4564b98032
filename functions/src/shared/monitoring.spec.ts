import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { EVENT_VISIBILITY } from "../orders/order-event.js";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const filesOf = (folder: string): string[] =>
  readdirSync(new URL(folder, root)).map((name) => `${folder}/${name}`);

/** Every event that the functions write to the log, with the levels it is written at. */
function loggedEvents(): Map<string, Set<string>> {
  const events = new Map<string, Set<string>>();
  const note = (event: string, level: string) =>
    events.set(event, (events.get(event) ?? new Set()).add(level));
  const sources = readdirSync(new URL("functions/src", root), { recursive: true, encoding: "utf8" });
  for (const path of sources.filter((one) => /(?<!\.spec)\.ts$/.test(one))) {
    const source = read(`functions/src/${path}`);
    for (const [, level, event] of source.matchAll(/\blog\.(info|warn|error)\(\s*"([a-z_.]+)"/g)) {
      note(event ?? "", level ?? "");
    }
    // Where the level depends: `const level = … ? "warn" : "info"` stands before.
    for (const match of source.matchAll(/\blog\[level\]\(\s*"([a-z_.]+)"/g)) {
      const choice = source.slice(0, match.index).split("const level =").at(-1)?.split(";")[0] ?? "";
      for (const [, level] of choice.matchAll(/"(info|warn|error)"/g)) note(match[1] ?? "", level ?? "");
    }
  }
  // The order's store writes an event of the history under its own type.
  const store = read("functions/src/orders/order-store.ts");
  const loud = [
    ...(/const level = (.*) \? "error" : "info"/.exec(store)?.[1] ?? "").matchAll(/"([a-z_.]+)"/g),
  ];
  const isLoud = (type: string) => loud.some(([, one]) => one === type);
  for (const type of Object.keys(EVENT_VISIBILITY)) note(type, isLoud(type) ? "error" : "info");
  return events;
}

const SEVERITIES: Record<string, string> = { INFO: "info", WARNING: "warn", ERROR: "error" };

type Metric = { filter: string; metricDescriptor: { metricKind: string; valueType: string } };
type Condition = { filter: string; aggregations: { alignmentPeriod: string }[] };
type Policy = {
  displayName: string;
  conditions: { conditionThreshold?: Condition; conditionAbsent?: Condition & { duration: string } }[];
  documentation: { links: { url: string }[] };
};

const metricFiles = filesOf("monitoring/metrics");
const policyFiles = filesOf("monitoring/policies");
const nameOf = (path: string): string => path.split("/").at(-1)?.replace(".json", "") ?? "";
const policies = policyFiles.map((path) => ({
  name: nameOf(path),
  policy: JSON.parse(read(path)) as Policy,
}));
const conditionsOf = ({ conditions }: Policy): Condition[] =>
  conditions.map((one) => one.conditionThreshold ?? one.conditionAbsent ?? assert.fail("no known condition"));
const metricsOf = (policy: Policy): string[] =>
  conditionsOf(policy).map(
    ({ filter }) => /metric\.type="logging\.googleapis\.com\/user\/([^"]+)"/.exec(filter)?.[1] ?? "",
  );

describe("monitoring/", () => {
  const logged = loggedEvents();

  it("is compared with the events of the whole source", () => {
    assert.ok(logged.size > 50, `${logged.size} events were found`);
    assert.deepEqual([...(logged.get("checkout.read_failed") ?? [])].toSorted(), ["error", "warn"]);
    assert.deepEqual([...(logged.get("audit.done") ?? [])].toSorted(), ["info", "warn"]);
  });

  for (const path of metricFiles) {
    it(`${nameOf(path)} counts lines that the functions write, at their severity`, () => {
      const { filter, metricDescriptor } = JSON.parse(read(path)) as Metric;
      assert.deepEqual([metricDescriptor.metricKind, metricDescriptor.valueType], ["DELTA", "INT64"]);
      assert.match(filter, /^resource\.type="cloud_run_revision" AND /);
      const level = SEVERITIES[/severity=([A-Z]+)/.exec(filter)?.[1] ?? ""] ?? assert.fail("no severity");
      const clauses = [...filter.matchAll(/jsonPayload\.event=(\([^)]*\)|"[^"]*")/g)];
      const events = clauses.flatMap(([, clause]) => [...(clause ?? "").matchAll(/"([^"]+)"/g)]);
      assert.ok(events.length > 0, filter);
      for (const [, event] of events) assert.ok(logged.get(event ?? "")?.has(level), `${event} at ${level}`);
    });
  }

  it("alerts on every metric, and on no other", () => {
    const used = policies.flatMap(({ policy }) => metricsOf(policy));
    assert.deepEqual(used.toSorted(), metricFiles.map(nameOf).toSorted());
  });

  it("has a section of the runbook for every alert, which the alert links to, and no other section", () => {
    const runbook = read("docs/runbook.md");
    const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title ?? "");
    assert.deepEqual(
      policies.map(({ policy }) => policy.displayName).toSorted(),
      sections.map((title) => `PointCheckout: ${title}`).toSorted(),
    );
    for (const { name, policy } of policies) {
      const title = policy.displayName.replace("PointCheckout: ", "");
      assert.equal(name, title.toLowerCase().replaceAll(" ", "-"));
      const [link] = policy.documentation.links;
      assert.equal(link?.url.split("#")[1], name);
      const section = runbook.split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
      for (const word of ["**Means**", "**Urgency**", "**Do**", "**Over when**"]) {
        assert.ok(section.includes(word), `${title}: ${word}`);
      }
    }
  });

  it("notices within five minutes that the sweep does not run", () => {
    const { policy } = policies.find(({ name }) => name === "sweep-not-running") ?? assert.fail();
    assert.equal(policy.conditions[0]?.conditionAbsent?.duration, "300s");
  });

  it("puts the runbook's own address into every policy as it is applied", () => {
    const placeholder = "https://example.com/docs/runbook.md";
    assert.ok(read("monitoring/apply.sh").includes(placeholder));
    for (const { policy } of policies) assert.ok(policy.documentation.links[0]?.url.startsWith(placeholder));
  });
});
