import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pluck } from "../../../test/pluck.js";
import { parseLogFilter } from "../../test/support/log-filter.js";
import { loggedEvents } from "../../test/support/logged-events.js";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const filesOf = (folder: string): string[] =>
  readdirSync(new URL(folder, root)).map((name) => `${folder}/${name}`);

type Metric = { filter: string; metricDescriptor: { metricKind: string; valueType: string } };
type Condition = {
  filter: string;
  aggregations: { alignmentPeriod: string; groupByFields?: string[] }[];
};
type Policy = {
  displayName: string;
  conditions: { conditionThreshold?: Condition; conditionAbsent?: Condition & { duration: string } }[];
  documentation: { content: string; links: { url: string }[] };
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
    assert.ok(logged.size > 60, `${logged.size} events were found`);
    for (const event of ["checkout.read_failed", "sweep.done", "order.paid"])
      assert.ok(logged.has(event), event);
  });

  for (const path of metricFiles) {
    it(`${nameOf(path)} names lines that the functions write, in a filter that can be read`, () => {
      const { filter, metricDescriptor } = JSON.parse(read(path)) as Metric;
      assert.deepEqual([metricDescriptor.metricKind, metricDescriptor.valueType], ["DELTA", "INT64"]);
      assert.match(filter, /^resource\.type="cloud_run_revision" AND severity>=(INFO|WARNING|ERROR) AND \(/);
      parseLogFilter(filter);
      const named = filter.replaceAll("[.]", ".").match(/\b[a-z]+\.[a-z_]+\b/g) ?? [];
      const events = named.filter((name) => name !== "resource.type");
      assert.ok(events.length > 0, filter);
      for (const event of events) assert.ok(logged.has(event), event);
    });
  }

  it("alerts on every metric, and on no other", () => {
    const used = policies.flatMap(({ policy }) => metricsOf(policy));
    assert.deepEqual(used.toSorted(), metricFiles.map(nameOf).toSorted());
  });

  it("has a section of the runbook for every alert, which the alert links to, and no other section", () => {
    const runbook = read("docs/runbook.md");
    const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title ?? "");
    const names = policies.map(({ policy }) => policy.displayName);
    assert.deepEqual(names.toSorted(), sections.map((title) => `PointCheckout: ${title}`).toSorted());
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

  it("says in each alert what it means and what to run first, as the runbook does", () => {
    const runbook = read("docs/runbook.md");
    for (const { policy } of policies) {
      const title = policy.displayName.replace("PointCheckout: ", "");
      const section = runbook.split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
      const means =
        /\*\*Means\*\* ([\s\S]*?)\n\n/.exec(section)?.[1]?.replaceAll("\n", " ") ?? assert.fail(title);
      const command =
        /^npm run pointcheckout -- .*$/m.exec(section)?.[0] ?? assert.fail(`${title}: no command`);
      const [meaning, first] = policy.documentation.content.split("\n\n");
      assert.equal(meaning?.toLowerCase(), means.toLowerCase());
      assert.equal(first, `First: \`${command}\``);
    }
  });

  it("and its runbook name no event that is not written", () => {
    const names = [...read("docs/runbook.md").matchAll(/["`]([a-z]+\.[a-z_]+)["`]/g)].map(
      ([, name]) => name ?? "",
    );
    assert.ok(names.length > 10, `${names.length} names`);
    for (const name of names) assert.ok(logged.has(name), name);
  });

  it("notices within five minutes that the sweep does not run", () => {
    const { policy } = policies.find(({ name }) => name === "sweep-not-running") ?? assert.fail();
    assert.equal(policy.conditions[0]?.conditionAbsent?.duration, "300s");
  });

  it("notices what is absent of each deployment, beside another one of the same project", () => {
    const absent = policies.flatMap(({ policy }) =>
      policy.conditions.flatMap(({ conditionAbsent }) => conditionAbsent ?? []),
    );
    assert.equal(absent.length, 2);
    for (const { aggregations, filter } of absent) {
      assert.deepEqual(pluck(aggregations, "groupByFields"), [["resource.label.service_name"]]);
      // A call of runAudit finishes an audit, too, and is not to be missed the day after.
      const isOfSweep = filter.includes("pointcheckout-sweep-runs");
      assert.equal(filter.endsWith('resource.label.service_name=ends_with("auditorders")'), !isOfSweep);
    }
  });

  /** Runs apply.sh beside a gcloud that lists nothing. @param create what that does for a policy; `$applied` is a file */
  function apply(runbook: string, create: string) {
    const folder = mkdtempSync(join(tmpdir(), "gcloud-"));
    const applied = join(folder, "policies");
    const gcloud = `#!/bin/sh\napplied="${applied}"\ncase "$*" in *"policies create"*) ${create};; esac\n`;
    writeFileSync(join(folder, "gcloud"), gcloud, { mode: 0o755 });
    const PATH = `${folder}:${process.env.PATH}`;
    const script = fileURLToPath(new URL("monitoring/apply.sh", root));
    const { status, stderr } = spawnSync("sh", [script, "my-project", runbook], {
      env: { PATH },
      encoding: "utf8",
    });
    const written = readFileSync(applied, "utf8");
    rmSync(folder, { recursive: true });
    return { status, stderr, written };
  }

  it("puts the runbook's own address into every policy as it is applied, whatever signs it has", () => {
    const runbook = "https://wiki.example/page?id=5&v=1";
    const { status, written } = apply(runbook, 'cat >>"$applied"');
    assert.equal(status, 0);
    const urls = [...written.matchAll(/"url": "(.*)#/g)].map(([, url]) => url);
    assert.deepEqual(urls, Array(policies.length).fill(runbook));
  });

  it("tries every policy when Google does not know the new metrics yet, and says when to repeat it", () => {
    const { status, stderr, written } = apply("https://wiki.example", 'echo tried >>"$applied"; exit 1');
    assert.equal(written, "tried\n".repeat(policies.length));
    assert.equal(status, 1);
    assert.match(stderr, /ten minutes/);
  });
});
