import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "./lock.mjs";
import { cacheDir } from "./paths.mjs";

// No process has it: Linux stops at 4194304.
const deadPid = 999_999_999;

describe("withLock", () => {
  let name: string;
  beforeEach(() => {
    name = `spec-${randomUUID()}`;
  });
  afterEach(() => rmSync(join(cacheDir, `${name}.lock`), { force: true }));

  it("lets one work at a time, and is free again after work that failed", async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await sleep(5);
      working -= 1;
      throw new Error("broken");
    };
    const all = await Promise.allSettled([1, 2, 3].map(() => withLock(name, work)));
    assert.ok(all.every(({ status }) => status === "rejected"));
    assert.equal(most, 1);
  });

  it("takes over from a process that is gone", async () => {
    writeFileSync(join(cacheDir, `${name}.lock`), `${deadPid}`);
    assert.equal(await withLock(name, () => "done"), "done");
  });

  it("does not work without the lock", async () => {
    const work = () => assert.fail("it works");
    await assert.rejects(withLock(`missing-${name}/lock`, work), { code: "ENOENT" });
  });

  it("waits for one that works, and says for which", async () => {
    writeFileSync(join(cacheDir, `${name}.lock`), `${process.pid}`);
    const work = () => assert.fail("both work");
    await assert.rejects(withLock(name, work, 300), new RegExp(`waiting for process ${process.pid}`));
  });
});
