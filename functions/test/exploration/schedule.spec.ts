import assert from "node:assert/strict";
import type { Actor } from "./actor.js";
import { explore, findSimplest, LawBroken, printed, type Scenario } from "./explore.js";
import type { Bounds, Schedule } from "./schedule.js";

const NONE: Bounds = { preemptions: 0, crashes: 0, faults: 0 };

/** A scenario of actors, with what is left of each schedule as one text. */
function observed(
  cast: (schedule: Schedule, note: (text: string) => void) => void,
  bounds: Partial<Bounds> = {},
) {
  const seen: string[] = [];
  const scenario: Scenario = {
    name: "test",
    bounds: { ...NONE, ...bounds },
    play: async (schedule) => {
      let text = "";
      cast(schedule, (more) => {
        text += more;
      });
      await schedule.run();
      seen.push(text);
    },
  };
  return { scenario, seen };
}

/** An actor that notes its name so many times, each in a step of its own. */
const noting = (schedule: Schedule, note: (text: string) => void, name: string, times: number) =>
  schedule.spawn(name, async (actor) => {
    for (let time = 0; time < times; time += 1) await actor.do(name, () => note(name));
  });

describe("the explorer", () => {
  const twoActors = (bounds: Partial<Bounds>) =>
    observed((schedule, note) => {
      noting(schedule, note, "a", 2);
      noting(schedule, note, "b", 2);
    }, bounds);

  it("plays every order of the actors, and none twice", async () => {
    const { scenario, seen } = twoActors({ preemptions: 4 });
    assert.deepEqual(await explore(scenario), { schedules: 6, violation: null });
    assert.deepEqual(seen.toSorted(), ["aabb", "abab", "abba", "baab", "baba", "bbaa"]);
  });

  it("plays no more than it is asked for: an even sample, the same each time", async () => {
    const sample = async (most: number) => {
      const { scenario, seen } = twoActors({ preemptions: 4 });
      const { schedules } = await explore(scenario, scenario.bounds, most);
      assert.equal(schedules, Math.min(most, 6));
      return seen;
    };
    const four = await sample(4);
    assert.deepEqual(await sample(4), four);
    assert.equal(new Set(four).size, 4);
    assert.ok(
      four.some((one) => one.startsWith("a")) && four.some((one) => one.startsWith("b")),
      four.join(),
    );
    assert.deepEqual((await sample(9)).toSorted(), ["aabb", "abab", "abba", "baab", "baba", "bbaa"]);
  });

  it("preempts no more often than it may", async () => {
    const without = twoActors({ preemptions: 0 });
    await explore(without.scenario);
    assert.deepEqual(without.seen, ["aabb", "bbaa"]);
    const once = twoActors({ preemptions: 1 });
    await explore(once.scenario);
    assert.deepEqual(once.seen.toSorted(), ["aabb", "abba", "baab", "bbaa"]);
  });

  it("crashes an actor before each of its steps but the first, and lets the others go on", async () => {
    const { scenario, seen } = observed(
      (schedule, note) => {
        noting(schedule, note, "a", 3);
        noting(schedule, note, "b", 1);
      },
      { crashes: 1 },
    );
    await explore(scenario);
    assert.deepEqual(seen.toSorted(), ["aaab", "aab", "ab", "ba", "baa", "baaa"]);
  });

  it("tries every outcome, and faults no more often than it may", async () => {
    const unsure = async (actor: Actor, note: (text: string) => void) => {
      for (let time = 0; time < 2; time += 1) {
        const outcomes = [
          { name: "good", run: () => note("+") },
          { name: "bad", run: () => note("-"), fault: true },
        ];
        await actor.step({ describe: () => "tries", outcomes: () => outcomes });
      }
    };
    const { scenario, seen } = observed(
      (schedule, note) => schedule.spawn("a", (actor) => unsure(actor, note)),
      { faults: 1 },
    );
    await explore(scenario);
    assert.deepEqual(seen.toSorted(), ["++", "+-", "-+"]);
  });

  it("lets an actor that sleeps wake when somebody has moved, or when nobody else can", async () => {
    const { scenario, seen } = observed((schedule, note) => {
      schedule.spawn("sleeper", async (actor) => {
        for (let time = 0; time < 2; time += 1) {
          const outcomes = () => [{ name: "", run: () => note("z") }];
          await actor.step({ describe: () => "sleeps", outcomes, yields: true });
        }
      });
      noting(schedule, note, "a", 2);
    });
    await explore(scenario);
    assert.deepEqual(seen, ["aazz"]);
  });

  it("finds the lost update of two actors that read and then write, and tells it", async () => {
    let value = 0;
    const scenario: Scenario = {
      name: "counter",
      bounds: { ...NONE, preemptions: 2 },
      play: async (schedule) => {
        value = 0;
        for (const name of ["a", "b"]) {
          schedule.spawn(name, async (actor) => {
            const read = await actor.do("reads", () => value);
            await actor.do("writes", () => {
              value = read + 1;
            });
          });
        }
        await schedule.run();
        if (value !== 2) throw new LawBroken(`counted ${value}`);
      },
    };
    const { violation } = await findSimplest(scenario);
    assert.ok(violation);
    assert.equal(violation.bounds.preemptions, 1);
    const steps = violation.trail.map((line) => line.trim().split(/\s+/).slice(1).join(" "));
    assert.deepEqual(steps, ["a reads", "b reads", "b writes", "a writes"]);
    assert.match(printed(violation), /^broken: counted 1\nwith at most 1 preemption/);
  });

  it("fails rather than explore less when the same choices lead elsewhere", async () => {
    let plays = 0;
    const scenario: Scenario = {
      name: "chance",
      bounds: NONE,
      play: async () => {
        plays += 1;
        if (plays === 1) throw new LawBroken("once");
      },
    };
    await assert.rejects(explore(scenario), /the same choices gave another schedule/);
  });
});
