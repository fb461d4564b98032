import assert from "node:assert/strict";
import { CommandFailure } from "../command-failure.js";
import { explainUsers } from "./staff.js";

describe("explainUsers", () => {
  const explain = (code: string, isEmulated: boolean) =>
    explainUsers(Object.assign(new Error("why"), { code }), { projectId: "shop", isEmulated });

  it("names the role of whoever may read users but not change them", () => {
    const failure = explain("auth/insufficient-permission", false);
    assert.ok(failure instanceof CommandFailure);
    assert.equal(failure.message, "The users of shop cannot be read or changed: why");
    assert.match(failure.remedy, /roles\/firebaseauth\.admin/);
  });

  it("sends nobody to Google for an emulator that does not run", () => {
    const failure = explain("app/network-error", true);
    assert.ok(failure instanceof CommandFailure);
    assert.equal(failure.remedy, "Is the emulator running (npm start)?");
  });

  it("leaves a defect of ours as it is", () => {
    const defect = new TypeError("x is not a function");
    assert.equal(explainUsers(defect, { projectId: "shop", isEmulated: false }), defect);
  });
});
