import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "./lock.mjs";

// No process has it: Linux stops at 4194304.
const deadPid = 999_999_999;

describe("withLock", () => {
  /** @type {string} */
  let dir;
  /** @type {string} */
  let path;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "lock-"));
    path = join(dir, "work.lock");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("lets one work at a time, and leaves nothing", async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await sleep(20);
      working -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(path, work, { timeoutMs: 5_000 })));
    assert.equal(most, 1);
    assert.equal(existsSync(path), false);
  });

  it("is free again after work that failed", async () => {
    await assert.rejects(
      withLock(path, async () => assert.fail("broken"), { timeoutMs: 1_000 }),
      /broken/,
    );
    assert.equal(await withLock(path, async () => "done", { timeoutMs: 1_000 }), "done");
  });

  it("takes over from a process that is gone", async () => {
    writeFileSync(path, `${deadPid} ${hostname()} then`);
    assert.equal(await withLock(path, async () => "done", { timeoutMs: 1_000 }), "done");
  });

  it("takes over from another machine's process that has stopped touching the lock", async () => {
    writeFileSync(path, `${process.pid} elsewhere then`);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(path, longAgo, longAgo);
    assert.equal(await withLock(path, async () => "done", { timeoutMs: 1_000 }), "done");
  });

  it("waits for one that works, and says for whom", async () => {
    writeFileSync(path, `${process.pid} ${hostname()} now`);
    /** @type {string[]} */
    const waitedFor = [];
    const options = { timeoutMs: 300, onWait: (/** @type {string} */ holder) => waitedFor.push(holder) };
    await assert.rejects(
      withLock(path, async () => assert.fail("both work"), options),
      /timed out after 0.3 s waiting for the lock/,
    );
    assert.deepEqual(waitedFor, [`process ${process.pid}`]);
  });
});
