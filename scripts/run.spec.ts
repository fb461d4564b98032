import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import pWaitFor from "p-wait-for";
import { root } from "./lib/paths.mjs";

describe("the commands of the README", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const names = new Set(
    [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, name = ""]) => name),
  );

  for (const name of names) {
    it(`npm run ${name} begins with the packages, and needs no build before`, () => {
      assert.match(scripts[name] ?? "", /^(?:exec )?node scripts\/run\.mjs\b(?!.*\bdist\b)/);
    });
  }
});

describe("a command that is called as it is not meant", () => {
  const run = (...args: string[]) =>
    execa(process.execPath, ["scripts/run.mjs", ...args], { cwd: root, reject: false, all: true });

  it("names the option that it does not have, without a stack", async () => {
    const { exitCode, all } = await run("scripts/start.ts", "--once", "--foo");
    assert.deepEqual([exitCode, all], [2, "Unknown option '--foo'"]);
  });

  it("says which command runs a single spec", async () => {
    const { exitCode, all } = await run("scripts/test.ts", "scripts/run.spec.ts");
    assert.equal(exitCode, 1);
    assert.match(all, /no spec ran\. For one file: npm run test:unit -- FILE, or .*\n0 passed, 1 failed$/);
  });
});

describe("a command that is stopped while it installs packages", () => {
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it("stops npm before it gives up the lock", async () => {
    const clone = mkdtempSync(join(tmpdir(), "clone-"));
    const dirs = [clone, join(clone, "functions")];
    const pidFiles = dirs.map((dir) => join(dir, "npm.pid"));
    const pids = () =>
      pidFiles.filter((file) => existsSync(file)).map((file) => Number(readFileSync(file, "utf8")));
    for (const file of ["run.mjs", "lib/packages.mjs", "lib/make.mjs", "lib/lock.mjs", "lib/paths.mjs"])
      cpSync(join(root, "scripts", file), join(clone, "scripts", file));
    for (const dir of dirs) {
      mkdirSync(join(dir, "node_modules"), { recursive: true });
      writeFileSync(join(dir, "package-lock.json"), "{}");
    }
    const npm = "#!/bin/sh\necho $$ > npm.pid.new\nmv npm.pid.new npm.pid\nexec sleep 60\n";
    writeFileSync(join(clone, "npm"), npm, { mode: 0o755 });
    const env = { ...process.env, PATH: `${clone}${delimiter}${process.env.PATH}` };
    const command = spawn(process.execPath, [join(clone, "scripts", "run.mjs")], { env, stdio: "ignore" });
    try {
      const ended = once(command, "exit");
      await pWaitFor(() => pids().length === 2, { interval: 20, timeout: 10_000 });
      command.kill("SIGTERM");
      assert.deepEqual(await ended, [1, null]);
      assert.deepEqual(pids().filter(isAlive), []);
      assert.deepEqual(readdirSync(join(clone, ".cache")), []);
    } finally {
      for (const pid of pids().filter(isAlive)) process.kill(pid);
      rmSync(clone, { recursive: true });
    }
  });
});
