import assert from "node:assert/strict";
import { restoreEnvironment } from "../../test/restore-environment.js";
import { runHere as run } from "../test/support/run-here.js";

describe("pointcheckout, the command line", () => {
  restoreEnvironment();
  beforeEach(() => {
    for (const name of ["FIRESTORE_EMULATOR_HOST", "FIREBASE_AUTH_EMULATOR_HOST", "GCLOUD_PROJECT"])
      delete process.env[name];
  });

  it("helps with examples, also for one command", async () => {
    const whole = await run("--help");
    assert.equal(whole.exitCode, 0);
    const commands = "doctor checkout order audit staff webhook".split(" ");
    for (const name of [...commands, "Examples:", "Ends with 0"]) assert.ok(whole.out.includes(name), name);
    const one = await run("order", "redact", "--help");
    assert.match(one.out, /--reason <text>[\s\S]*Example: npm run pointcheckout -- order redact/);
  });

  for (const [args, words] of [
    [[], /Usage/],
    [["nonsense"], /unknown command 'nonsense'/],
    [["order", "show"], /missing required argument 'orderId'/],
    [["order", "show", "a ", "--local"], /It must be 1 to 100 letters/],
    [["order", "show", "ORD-1"], /Which project\? None is guessed\.[\s\S]*--project/],
    [["order", "show", "ORD-1", "--project", "demo-x"], /emulators only/],
    [["order", "redact", "ORD-1", "--local"], /required option '--reason <text>'/],
    [["checkout", "get", "../x", "--local"], /It must be a checkout's id/],
    [["checkout", "search", "--status", "PAYED", "--local"], /It must be some of PENDING/],
    [["checkout", "search", "--page", "-1", "--local"], /It must be a whole number/],
    [["checkout", "search", "--order-id", " ", "--local"], /It must not be empty/],
    [["audit", "show", "2030-13-01", "--local"], /It must be a day/],
    [["audit", "show", "2030-01-01-51", "--local"], /It must be a day/],
    [["staff", "grant", "sam@example.com", "--role", "king", "--local"], /Allowed choices are staff, admin/],
    [["webhook", "test", "http://example.com/", "--local"], /It must be an https address/],
    [["webhook", "test", "https://example.com/", "--secret-file", "/no/file", "--local"], /no such file/],
    [["doctor", "--local", "--project", "x"], /exclude each other/],
  ] as const) {
    it(`is misused by "${args.join(" ")}", and says why`, async () => {
      const { exitCode, out, err } = await run(...args);
      assert.deepEqual([exitCode, out], [2, ""]);
      assert.match(err, words);
    });
  }

  it("prints a failure as one JSON document, too", async () => {
    const { exitCode, out } = await run("order", "show", "ORD-1", "--json");
    assert.equal(exitCode, 2);
    const { error } = JSON.parse(out) as { error: { message: string; remedy: string } };
    assert.match(error.message, /Which project/);
    assert.match(error.remedy, /--project/);
    assert.match(String(JSON.parse((await run("nonsense", "--json")).out).error.message), /unknown command/);
    assert.deepEqual(JSON.parse((await run("order", "--json")).out), {
      error: { message: "The command is missing.", remedy: "Add --help to see what it takes." },
    });
  });
});
