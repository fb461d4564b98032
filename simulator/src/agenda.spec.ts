import assert from "node:assert/strict";
import { eventually } from "../test/support/with-simulator.js";
import { Agenda } from "./agenda.js";
import { Clock } from "./clock.js";

describe("Agenda", () => {
  const startedAt = 1_700_000_000_000;
  const frozen = () => {
    const clock = new Clock(() => startedAt);
    return { clock, agenda: new Agenda(clock), done: [] as string[] };
  };

  it("does what became due when the clock is moved, earliest first", () => {
    const { clock, agenda, done } = frozen();
    agenda.at(startedAt + 2_000, () => done.push("second"));
    agenda.at(startedAt + 1_000, () => done.push("first"));
    agenda.at(startedAt + 3_000, () => done.push("third"));
    clock.advance(999);
    assert.deepEqual(done, []);
    clock.advance(1_001);
    assert.deepEqual(done, ["first", "second"]);
    clock.advance(1_000);
    clock.advance(1_000);
    assert.deepEqual(done, ["first", "second", "third"]);
  });

  it("does it by itself when time passes, however far the next thing is", async () => {
    const clock = new Clock();
    const agenda = new Agenda(clock);
    const done: string[] = [];
    agenda.at(clock.now() + 365 * 86_400_000, () => done.push("in a year"));
    agenda.at(clock.now() + 20, () => done.push("soon"));
    agenda.at(clock.now() - 20, () => done.push("overdue"));
    assert.deepEqual(done, []);
    await eventually("both", () => done.length === 2);
    assert.deepEqual(done, ["overdue", "soon"]);
    agenda.clear();
  });

  it("waits longer when the clock is set back", () => {
    const { clock, agenda, done } = frozen();
    agenda.at(startedAt + 1_000, () => done.push("it"));
    clock.setOffset(-5_000);
    clock.advance(5_999);
    assert.deepEqual(done, []);
    clock.advance(1);
    assert.deepEqual(done, ["it"]);
  });

  it("does not do what was taken off, also by what is done just before", () => {
    const { clock, agenda, done } = frozen();
    const takeOff = agenda.at(startedAt + 2, () => done.push("taken off"));
    agenda.at(startedAt + 1, takeOff);
    agenda.at(startedAt + 3, () => agenda.clear());
    agenda.at(startedAt + 4, () => done.push("cleared"));
    clock.advance(10);
    assert.deepEqual(done, []);
  });

  it("does at once what is put on it for now by something it does, at the next chance", async () => {
    const { clock, agenda, done } = frozen();
    agenda.at(startedAt + 1, () => agenda.at(startedAt + 1, () => done.push("follow-up")));
    clock.advance(1);
    await eventually("the follow-up", () => done.length === 1);
  });
});
