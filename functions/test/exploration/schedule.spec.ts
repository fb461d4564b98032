import assert from "node:assert/strict";
import { type Explorable, explore, findSimplest, InvariantViolated, printed } from "./explore.js";
import type { Bounds, Schedule } from "./schedule.js";
import type { Task } from "./task.js";

const NONE: Bounds = { preemptions: 0, crashes: 0, faults: 0 };

/** A explorable of tasks, with what is left of each schedule as one text. */
function observed(
  addTasks: (schedule: Schedule, note: (text: string) => void) => void,
  bounds: Partial<Bounds> = {},
) {
  const seen: string[] = [];
  const explorable: Explorable = {
    bounds: { ...NONE, ...bounds },
    run: async (schedule) => {
      let text = "";
      addTasks(schedule, (more) => {
        text += more;
      });
      await schedule.run();
      seen.push(text);
    },
  };
  return { explorable, seen };
}

/** An task that notes its name so many times, each in a step of its own. */
const noting = (schedule: Schedule, note: (text: string) => void, name: string, times: number) =>
  schedule.spawn(name, async (task) => {
    for (let time = 0; time < times; time += 1) await task.do(name, () => note(name));
  });

describe("the explorer", () => {
  const twoTasks = (bounds: Partial<Bounds>) =>
    observed((schedule, note) => {
      noting(schedule, note, "a", 2);
      noting(schedule, note, "b", 2);
    }, bounds);

  it("runs every order of the tasks, and none twice", async () => {
    const { explorable, seen } = twoTasks({ preemptions: 4 });
    assert.deepEqual(await explore(explorable), { schedules: 6, violation: null });
    assert.deepEqual(seen.toSorted(), ["aabb", "abab", "abba", "baab", "baba", "bbaa"]);
  });

  it("runs no more than it is asked for: an even sample, the same each time", async () => {
    const sample = async (most: number) => {
      const { explorable, seen } = twoTasks({ preemptions: 4 });
      const { schedules } = await explore(explorable, explorable.bounds, most);
      assert.equal(schedules, Math.min(most, 6));
      return seen;
    };
    const four = await sample(4);
    assert.deepEqual(await sample(4), four);
    assert.equal(new Set(four).size, 4);
    assert.deepEqual(new Set(four.map((one) => one[0])), new Set(["a", "b"]));
    assert.deepEqual((await sample(9)).toSorted(), ["aabb", "abab", "abba", "baab", "baba", "bbaa"]);
  });

  it("preempts no more often than it may", async () => {
    const without = twoTasks({ preemptions: 0 });
    await explore(without.explorable);
    assert.deepEqual(without.seen, ["aabb", "bbaa"]);
    const once = twoTasks({ preemptions: 1 });
    await explore(once.explorable);
    assert.deepEqual(once.seen.toSorted(), ["aabb", "abba", "baab", "bbaa"]);
  });

  it("crashes a task before each of its steps but the first, and lets the others go on", async () => {
    const { explorable, seen } = observed(
      (schedule, note) => {
        noting(schedule, note, "a", 3);
        noting(schedule, note, "b", 1);
      },
      { crashes: 1 },
    );
    await explore(explorable);
    assert.deepEqual(seen.toSorted(), ["aaab", "aab", "ab", "ba", "baa", "baaa"]);
  });

  it("tries every outcome, and faults no more often than it may", async () => {
    const unsure = async (task: Task, note: (text: string) => void) => {
      for (let time = 0; time < 2; time += 1) {
        const outcomes = [
          { name: "good", run: () => note("+") },
          { name: "bad", run: () => note("-"), fault: true },
        ];
        await task.step({ describe: () => "tries", outcomes: () => outcomes });
      }
    };
    const { explorable, seen } = observed(
      (schedule, note) => schedule.spawn("a", (task) => unsure(task, note)),
      { faults: 1 },
    );
    await explore(explorable);
    assert.deepEqual(seen.toSorted(), ["++", "+-", "-+"]);
  });

  it("lets a task that sleeps wake when somebody has moved, or when nobody else can", async () => {
    const { explorable, seen } = observed((schedule, note) => {
      schedule.spawn("sleeper", async (task) => {
        for (let time = 0; time < 2; time += 1) {
          const outcomes = () => [{ name: "", run: () => note("z") }];
          await task.step({ describe: () => "sleeps", outcomes, yields: true });
        }
      });
      noting(schedule, note, "a", 2);
    });
    await explore(explorable);
    assert.deepEqual(seen, ["aazz"]);
  });

  it("finds the lost update of two tasks that read and then write, and describes it", async () => {
    let value = 0;
    const explorable: Explorable = {
      bounds: { ...NONE, preemptions: 2 },
      run: async (schedule) => {
        value = 0;
        for (const name of ["a", "b"]) {
          schedule.spawn(name, async (task) => {
            const read = await task.do("reads", () => value);
            await task.do("writes", () => {
              value = read + 1;
            });
          });
        }
        await schedule.run();
        if (value !== 2) throw new InvariantViolated(`counted ${value}`);
      },
    };
    const violation = await findSimplest(explorable);
    assert.ok(violation);
    assert.equal(violation.bounds.preemptions, 1);
    const steps = violation.trace.map((line) => line.trim().split(/\s+/).slice(1).join(" "));
    assert.deepEqual(steps, ["a reads", "b reads", "b writes", "a writes"]);
    assert.match(printed(violation), /^violated: counted 1\nwith at most 1 preemption/);
  });

  it("fails rather than explore less when the same choices lead elsewhere", async () => {
    let runs = 0;
    const explorable: Explorable = {
      bounds: NONE,
      run: async () => {
        runs += 1;
        if (runs === 1) throw new InvariantViolated("once");
      },
    };
    await assert.rejects(explore(explorable), /the same choices gave another schedule/);
  });
});
