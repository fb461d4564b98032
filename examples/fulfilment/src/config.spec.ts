import assert from "node:assert/strict";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { readDatabase, readMailSettings } from "./config.js";
import * as functions from "./index.js";

describe("the database of the orders", () => {
  restoreEnvironment();

  for (const [name, { __endpoint }] of Object.entries(functions)) {
    it(`is where ${name} hears of events`, () => {
      const { database } = Object(__endpoint).eventTrigger.eventFilters;
      assert.equal(String(database), "params.FULFILMENT_DATABASE");
    });
  }

  it("is the default one, unless another is named", () => {
    const databases = ["", "(default)", "shop"].map((value) => {
      process.env.FULFILMENT_DATABASE = value;
      return readDatabase();
    });
    assert.deepEqual(databases, ["(default)", "(default)", "shop"]);
  });
});

describe("readMailSettings", () => {
  restoreEnvironment();
  const names = ["FULFILMENT_MAIL_URL", "FULFILMENT_MAIL_FROM", "FULFILMENT_MAIL_KEY"] as const;
  const read = (...values: string[]) => {
    for (const [index, name] of names.entries()) process.env[name] = values[index];
    return readMailSettings();
  };

  it("is null when no e-mail is to be sent", () => assert.equal(read("", "", ""), null));

  it("fails without a sender: the provider would refuse each e-mail for good", () => {
    const [url, from, key] = ["https://mail.example/emails", "shop@example.com", "key-1"];
    assert.deepEqual(read(url, from, `${key}\n`), { url, from, key });
    assert.throws(() => read(url, " ", key), /FULFILMENT_MAIL_FROM/);
  });
});
