import assert from "node:assert/strict";
import { restoreEnvironment } from "../../test/restore-environment.js";
import { parameterDefaults, readConfig, readEnforceAppCheck, readRetentionDays } from "./config.js";

const deployed = {
  POINTCHECKOUT_API_URL: "https://api.paymennt.com/mer/v2.0/",
  POINTCHECKOUT_ALLOW_TEST: "false",
  POINTCHECKOUT_HEADER_PREFIX: "X-PointCheckout",
  POINTCHECKOUT_LINK_HOSTS: "pay.paymennt.com, https://pay.test.paymennt.com",
  POINTCHECKOUT_REQUEST_ID_PREFIX: "eu-",
  POINTCHECKOUT_DEFAULT_EXPIRES_IN: "60",
  POINTCHECKOUT_MAX_AMOUNT: "1000",
  POINTCHECKOUT_STAFF_REFUND_LIMIT: "50",
  POINTCHECKOUT_TIMEOUT_MS: "10000",
  POINTCHECKOUT_CALL_TIMEOUT_SECONDS: "60",
  POINTCHECKOUT_SWEEP_LIMIT: "300",
  POINTCHECKOUT_AUDIT_DAYS: "180",
  POINTCHECKOUT_API_KEY: "key",
  POINTCHECKOUT_API_SECRET: "secret",
};

describe("configuration", () => {
  restoreEnvironment();

  /** Parameters are read from the environment when a function runs; `FUNCTIONS_EMULATOR` is set by the emulator alone. */
  function read(overrides: Record<string, string> = {}) {
    delete process.env.FUNCTIONS_EMULATOR;
    Object.assign(process.env, deployed, overrides);
    return readConfig();
  }
  const refuses = (overrides: Record<string, string>, named: RegExp) =>
    assert.throws(() => read(overrides), { name: "ConfigurationError", message: named });

  it("reads a live deployment", () => {
    const config = read();
    assert.equal(config.livemode, true);
    assert.deepEqual(config.api, {
      apiUrl: "https://api.paymennt.com/mer/v2.0/",
      headerPrefix: "X-PointCheckout",
      apiKey: "key",
      apiSecret: "secret",
      timeoutMs: 10_000,
    });
    assert.equal(config.requestIdPrefix, "eu-");
    assert.equal(config.callTimeoutMs, 60_000);
  });

  for (const [name, limit, units] of [
    ["POINTCHECKOUT_MAX_AMOUNT", "maximumMinor", 1_000],
    ["POINTCHECKOUT_STAFF_REFUND_LIMIT", "staffRefundLimitMinor", 50],
  ] as const) {
    it(`counts ${name} in minor units of each currency, none of an unknown one`, () => {
      const limits = ["AED", "KWD", "JPY", "CLF", "XXX-1"].map(read()[limit]);
      assert.deepEqual(limits, [units * 100, units * 1_000, units, units * 10_000, 0]);
      assert.equal(read({ [name]: "0" })[limit]("AED"), 0);
      for (const wrong of ["-1", "AED="]) refuses({ [name]: wrong }, new RegExp(`^${name} `));
    });
  }

  it("refuses a test host in a deployed function, unless that is allowed", () => {
    const test = { POINTCHECKOUT_API_URL: "https://api.test.paymennt.com/mer/v2.0/" };
    refuses(test, /POINTCHECKOUT_ALLOW_TEST/);
    assert.equal(read({ ...test, POINTCHECKOUT_ALLOW_TEST: "true" }).livemode, false);
    assert.equal(read({ ...test, FUNCTIONS_EMULATOR: "true" }).livemode, false);
  });

  it("takes every host that is not the vendor's live one for a test host", () => {
    refuses({ POINTCHECKOUT_API_URL: "https://api.paymennt.com.example.org/mer/v2.0/" }, /test host/);
  });

  it("talks in clear text to nobody but this machine, and that in the emulator only", () => {
    const local = {
      POINTCHECKOUT_API_URL: "http://127.0.0.1:9400/mer/v2.0/",
      POINTCHECKOUT_ALLOW_TEST: "true",
    };
    refuses(local, /https/);
    refuses(
      { ...local, POINTCHECKOUT_API_URL: "http://api.paymennt.com/mer/v2.0/", FUNCTIONS_EMULATOR: "true" },
      /https/,
    );
    assert.equal(read({ ...local, FUNCTIONS_EMULATOR: "true" }).livemode, false);
  });

  for (const [name, value] of [
    ["POINTCHECKOUT_API_URL", "paymennt"],
    ["POINTCHECKOUT_REQUEST_ID_PREFIX", "a/b"],
    ["POINTCHECKOUT_DEFAULT_EXPIRES_IN", "14"],
    ["POINTCHECKOUT_DEFAULT_EXPIRES_IN", "10081"],
    ["POINTCHECKOUT_CALL_TIMEOUT_SECONDS", "5"],
    ["POINTCHECKOUT_SWEEP_LIMIT", "0"],
    ["POINTCHECKOUT_TIMEOUT_MS", "50"],
    ["POINTCHECKOUT_TIMEOUT_MS", "20000"],
    ["POINTCHECKOUT_API_URL", "https://api.paymennt.com/mer/v2.0/?key=1"],
    ["POINTCHECKOUT_API_URL", "https://key@api.paymennt.com/mer/v2.0/"],
    ["POINTCHECKOUT_API_URL", "https://:secret@api.paymennt.com/mer/v2.0/"],
    ["POINTCHECKOUT_HEADER_PREFIX", "X PointCheckout"],
    ["POINTCHECKOUT_AUDIT_DAYS", "1e3"],
    ["POINTCHECKOUT_SWEEP_LIMIT", "1,000"],
    ["POINTCHECKOUT_CALL_TIMEOUT_SECONDS", "60.5"],
  ] as const) {
    it(`names ${name} when it is ${value}`, () => refuses({ [name]: value }, new RegExp(name)));
  }

  it("shows payment pages on https and an allowed host only", () => {
    const { isAllowedLink } = read();
    assert.ok(isAllowedLink("https://pay.paymennt.com/checkout/abc"));
    assert.ok(isAllowedLink("HTTPS://PAY.test.paymennt.com/checkout/abc"));
    for (const url of [
      "http://pay.paymennt.com/checkout/abc",
      "https://pay.paymennt.com.evil.example/",
      "https://pay.paymennt.com:8443/",
      "https://user@pay.paymennt.com/",
      "https://pay.paymennt.com@evil.example/",
      "https://evil.example\\@pay.paymennt.com/",
      "https://evil.example#pay.paymennt.com",
      "https://evil.example/pay.paymennt.com",
      "https://pay.paymennt.com%2eevil.example/",
      "https://pay。paymennt。com.evil.example/",
      "https://pаy.paymennt.com/",
      "https://user:secret@pay.paymennt.com/",
      "https://[::1]/",
      "data:text/html,pay.paymennt.com",
      "https://sub.pay.paymennt.com/",
      "javascript:alert(1)",
      "javascript://pay.paymennt.com/%0aalert(1)",
      "//pay.paymennt.com/",
      "",
    ]) {
      assert.equal(isAllowedLink(url), false, url);
    }
  });

  it("shows the simulator's pages in the emulator only", () => {
    const simulator = { POINTCHECKOUT_LINK_HOSTS: "http://127.0.0.1:9400" };
    const page = "http://127.0.0.1:9400/checkout/abc";
    for (const host of ["https://pay.test/", "pay.test:443"]) {
      const { isAllowedLink } = read({ POINTCHECKOUT_LINK_HOSTS: host });
      assert.ok(isAllowedLink("https://pay.test/checkout/abc"), host);
    }
    for (const hosts of [" ", "pay.test/checkout", "pay.test,pay test"])
      assert.throws(() => read({ POINTCHECKOUT_LINK_HOSTS: hosts }), /LINK_HOSTS takes the hosts/, hosts);
    assert.equal(read(simulator).isAllowedLink(page), false);
    const { isAllowedLink } = read({ ...simulator, FUNCTIONS_EMULATOR: "true" });
    assert.ok(isAllowedLink(page));
    assert.equal(isAllowedLink("http://127.0.0.1:9401/checkout/abc"), false);
    assert.equal(isAllowedLink("http://10.0.0.1:9400/checkout/abc"), false);
  });

  it("reads after how many days personal data is erased, and refuses nonsense", () => {
    const days = (POINTCHECKOUT_RETENTION_DAYS: string) => {
      Object.assign(process.env, { POINTCHECKOUT_RETENTION_DAYS });
      return readRetentionDays();
    };
    assert.deepEqual([days("0"), days("30")], [0, 30]);
    for (const wrong of ["-1", "36501", "3.650", "1e3", "365 days"])
      assert.throws(() => days(wrong), /POINTCHECKOUT_RETENTION_DAYS has to/);
  });

  it("takes true and false alone for a choice, because the library takes all else for false", () => {
    const enforces = (POINTCHECKOUT_ENFORCE_APP_CHECK: string) => {
      Object.assign(process.env, { POINTCHECKOUT_ENFORCE_APP_CHECK });
      return readEnforceAppCheck();
    };
    assert.deepEqual(["true", "false", ""].map(enforces), [true, false, false]);
    for (const wrong of ["TRUE", "True", "1", "yes", "on"])
      assert.throws(() => enforces(wrong), /POINTCHECKOUT_ENFORCE_APP_CHECK has to be true or false/, wrong);
    const host = "https://api.test.paymennt.com/mer/v2.0/";
    refuses(
      { POINTCHECKOUT_API_URL: host, POINTCHECKOUT_ALLOW_TEST: "yes" },
      /^POINTCHECKOUT_ALLOW_TEST has to be true/,
    );
  });

  it("names every parameter's default, and no secret", () => {
    const defaults = parameterDefaults();
    assert.equal(defaults.POINTCHECKOUT_RETENTION_DAYS, "0");
    assert.equal(defaults.POINTCHECKOUT_ALLOW_TEST, "false");
    assert.equal(defaults.POINTCHECKOUT_REQUEST_ID_PREFIX, "");
    assert.ok(Object.keys(defaults).every((name) => !/KEY|SECRET/.test(name)));
  });
});
