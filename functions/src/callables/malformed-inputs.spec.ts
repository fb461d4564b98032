import assert from "node:assert/strict";
import fc from "fast-check";
import type { HttpsError } from "firebase-functions/v2/https";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { CALLABLE_EXAMPLES, EXAMPLE_ORDER, type Example } from "../../test/fixtures/callable-examples.js";
import { anOrder } from "../../test/fixtures/orders.js";
import { deployed, refusalOf, type Somebody, World } from "../../test/support/callables-in-process.js";
import { cpuTimeMs } from "../../test/support/cpu-time.js";
import { malformedInputs } from "../../test/support/malformed-inputs.js";

const callables = Object.keys(deployed).filter(
  (name) => "callableTrigger" in (deployed[name]?.__endpoint ?? {}),
);

/** Longest that one refusal may take on a machine that does much else; ms. */
const SLOWEST_MS = 1_000;

const users: Record<string, Somebody | null> = {
  anonymous: null,
  customer: { uid: "uid-1" },
  staff: { uid: "sam", role: "staff" },
  admin: { uid: "ada", role: "admin" },
};
const RANK = ["anonymous", "customer", "staff", "admin"];

/** A world with the order that the examples name, where whoever goes to work gets no further. */
function aWorld(): World {
  const world = new World();
  world.fail = new Error("this world ends here");
  world.putOrder(anOrder({ orderId: EXAMPLE_ORDER, customerUid: "uid-1" }));
  return world;
}

function callInWorld(name: string, data: unknown, user: Somebody | null): Promise<HttpsError | null> {
  aWorld().connect();
  return refusalOf(name, data, user);
}

const isAnswered = (error: HttpsError | null): boolean =>
  error === null || !["invalid-argument", "permission-denied", "unauthenticated"].includes(error.code);

/** Fields that the example lacks once one is taken out, asked of the callable itself in a world of its own. */
async function whatIsMissed({ role, input }: Example, name: string): Promise<Set<string>> {
  const missed = new Set<string>();
  const probe = async (data: unknown, key: string) => {
    if (!isAnswered(await callInWorld(name, data, users[role] ?? null))) missed.add(key);
  };
  for (const key of Object.keys(input)) await probe({ ...input, [key]: null }, key);
  return missed;
}

function assertRefused(error: HttpsError | null, role: string, example: Example, what: string): void {
  assert.ok(error, `${what} was taken from ${role}`);
  if (role === "anonymous") {
    assert.equal(error.code, "unauthenticated");
    return;
  }
  if (RANK.indexOf(role) < RANK.indexOf(example.role) && error.code === "permission-denied") return;
  assert.ok(["invalid-argument", "permission-denied"].includes(error.code), `${what}: ${error.code}`);
  const details = error.details as { path: string; message: string }[];
  assert.ok(Array.isArray(details) && details.length > 0 && details.length <= 50, what);
  for (const { path, message } of details) {
    assert.ok(path.length <= 200 && message.length > 0 && message.length <= 300, what);
    assert.doesNotMatch(path + message, /[\p{Cc}\u202a-\u202e]/u);
  }
  assert.ok(error.message.length <= 50 * 600, `${what}: an answer of ${error.message.length} characters`);
}

describe("malformed inputs, in process", () => {
  it("has a good example of every callable that is exported", () => {
    assert.deepEqual(Object.keys(CALLABLE_EXAMPLES).toSorted(), callables.toSorted());
  });

  for (const [name, examples] of Object.entries(CALLABLE_EXAMPLES)) {
    for (const example of examples) {
      it(`${name} takes the good example of ${example.role}`, async () => {
        const error = await callInWorld(name, example.input, users[example.role] ?? null);
        assert.ok(isAnswered(error), `${error?.message}`);
      });

      it(`${name} refuses malformed ones of ${example.role}, each also from another role in turn, and touches nothing`, async () => {
        const missed = await whatIsMissed(example, name);
        const isMissed = (without: unknown) =>
          Object.entries(without as object).some(([key, value]) => value === null && missed.has(key));
        const world = aWorld().connect();
        const roles = RANK.map((role) => [role, users[role] ?? null] as const);
        const own = [example.role, users[example.role] ?? null] as const;
        let inputs = 0;
        let slowestMs = 0;
        const property = fc.asyncProperty(
          malformedInputs(example.input, isMissed),
          async ({ what, data }) => {
            inputs += 1;
            const other = roles[inputs % roles.length] ?? own;
            for (const [role, user] of other[0] === example.role ? [own] : [own, other]) {
              const began = cpuTimeMs();
              const error = await refusalOf(name, data, user);
              slowestMs = Math.max(slowestMs, cpuTimeMs() - began);
              assertRefused(error, role, example, what);
            }
            world.logged.length = 0;
          },
        );
        await prove("malformed inputs: callables, in process", property, budget.malformedInputs, {
          endOnFailure: true,
        });
        assert.deepEqual([world.reads, world.writes, world.vendorCalls], [0, 0, 0]);
        assert.ok(slowestMs < SLOWEST_MS, `one took ${slowestMs} ms`);
        console.log(`      ${inputs} inputs refused, the slowest in ${slowestMs.toFixed(0)} ms`);
      });
    }
  }
});
