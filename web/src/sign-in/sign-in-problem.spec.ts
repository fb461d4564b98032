import assert from "node:assert/strict";
import { AuthErrorCodes } from "firebase/auth";
import { toSignInProblem } from "./sign-in-problem.js";

describe("a sign-in that fails", () => {
  it("is not to be tried again where that cannot help", () => {
    const problems = {
      [AuthErrorCodes.NEED_CONFIRMATION]: "otherWay",
      [AuthErrorCodes.ADMIN_ONLY_OPERATION]: "noAccount",
      [AuthErrorCodes.MFA_REQUIRED]: "notConfigured",
      "auth/configuration-not-found": "notConfigured",
      [AuthErrorCodes.USER_CANCELLED]: "popup",
    };
    for (const [code, problem] of Object.entries(problems)) assert.equal(toSignInProblem({ code }), problem);
  });
});
