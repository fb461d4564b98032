import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import type { HttpsError } from "firebase-functions/v2/https";
import { OAuth2Client } from "google-auth-library";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { CALLABLE_EXAMPLES } from "../../test/fixtures/callable-examples.js";
import { anAttempt, anOrder, at, FIRST } from "../../test/fixtures/orders.js";
import { deployed, requestOf, type Somebody, World } from "../../test/support/callables-in-process.js";

const SHOP = "shop@my-project.iam.gserviceaccount.com";
const google = generateKeyPairSync("rsa", { modulusLength: 2048 });
const somebody = generateKeyPairSync("rsa", { modulusLength: 2048 });

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = (): number => Math.floor(Date.now() / 1000);

/** A token as Google makes it for a service account, or one that differs. */
function aToken(claims: object = {}, { header = {}, key = google.privateKey } = {}): string {
  const good = {
    iss: "https://accounts.google.com",
    aud: "pointcheckout:my-project",
    sub: "1234567890",
    email: SHOP,
    email_verified: true,
    iat: now(),
    exp: now() + 3600,
  };
  const signed = `${encode({ alg: "RS256", kid: "k1", ...header })}.${encode({ ...good, ...claims })}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

describe("a backend without a user", () => {
  restoreEnvironment();
  const genuine = Object.getOwnPropertyDescriptors(OAuth2Client.prototype).getFederatedSignonCertsAsync;
  let world: World;
  let fetched: number;

  beforeEach(() => {
    world = new World().connect();
    world.putOrder(anOrder({ attempts: { [FIRST]: anAttempt({ expiresAt: at(1e9) }) } }));
    set({
      GCLOUD_PROJECT: "my-project",
      POINTCHECKOUT_SERVICE_ACCOUNTS: ` other@developer.gserviceaccount.com, ${SHOP}`,
    });
    fetched = 0;
    const pem = google.publicKey.export({ type: "spki", format: "pem" });
    OAuth2Client.prototype.getFederatedSignonCertsAsync = async () => {
      fetched += 1;
      return { certs: { k1: String(pem) }, format: "PEM" as never };
    };
  });
  afterEach(() => {
    Object.defineProperty(OAuth2Client.prototype, "getFederatedSignonCertsAsync", genuine);
  });

  const set = (parameters: Record<string, string>) => Object.assign(process.env, parameters);
  const call = (token: string, name = "createPaymentLink", user: Somebody | null = null, data?: unknown) => {
    const header = (asked: string) => (asked === "x-pointcheckout-service-token" ? token : undefined);
    const request = requestOf(data ?? { orderId: "ORD-1" }, user);
    return deployed[name]?.run({ ...request, rawRequest: { header } }) ?? assert.fail(name);
  };
  const refusal = (token: string, name?: string, user?: Somebody): Promise<HttpsError> =>
    call(token, name, user).then(
      () => assert.fail("it was let in"),
      (error: HttpsError) => error,
    );
  const untouched = () => assert.deepEqual([world.reads, world.writes, world.vendorCalls], [0, 0, 0]);

  it("gets the link of any order with its service account's token", async () => {
    const link = Object(await call(aToken()));
    assert.deepEqual([link.orderId, link.checkoutId], ["ORD-1", FIRST]);
  });

  it("stores orders, and is known by its e-mail address in the history", async () => {
    const [{ input } = { input: {} }] = CALLABLE_EXAMPLES.saveDraftOrder ?? [];
    await call(aToken(), "saveDraftOrder", null, { ...input, orderId: "ORD-2" });
    await assert.rejects(call(aToken(), "cancelPaymentLink", null, { orderId: "ORD-1" }));
    const stored = JSON.stringify([...world.database.events.values()]);
    assert.match(stored, /"by":"service:shop@my-project\.iam\.gserviceaccount\.com"/);
  });

  it("needs no App Check, because its token says more", async () => {
    set({ POINTCHECKOUT_ENFORCE_APP_CHECK: "true" });
    assert.equal(Object(await call(aToken())).orderId, "ORD-1");
  });

  it("is staff, and no administrator", async () => {
    assert.equal((await refusal(aToken(), "resolveProblem")).code, "permission-denied");
    untouched();
  });

  it("is nobody while no service account is listed, and Google is not asked", async () => {
    set({ POINTCHECKOUT_SERVICE_ACCOUNTS: "" });
    const { code, message } = await refusal(aToken());
    assert.equal(code, "permission-denied");
    assert.match(message, /POINTCHECKOUT_SERVICE_ACCOUNTS is not set/);
    assert.equal(fetched, 0);
    untouched();
  });

  it("is refused when its service account is not listed", async () => {
    const { code, message } = await refusal(aToken({ email: "evil@other.iam.gserviceaccount.com" }));
    assert.equal(code, "permission-denied");
    assert.match(message, /^evil@other\.iam\.gserviceaccount\.com is not listed/);
    untouched();
  });

  for (const [what, token] of [
    ["is signed by somebody else", () => aToken({}, { key: somebody.privateKey })],
    ["names a key that Google does not have", () => aToken({}, { header: { kid: "k2" } })],
    ["has no signature, and says so", () => aToken({}, { header: { alg: "none" } }).replace(/[^.]*$/, "")],
    ["was altered", () => [...aToken().split(".").slice(0, 2), aToken({ aud: "x" }).split(".")[2]].join(".")],
    ["is for another project", () => aToken({ aud: "pointcheckout:other-project" })],
    ["is for another service", () => aToken({ aud: "https://shop.example.com" })],
    ["is for several", () => aToken({ aud: ["pointcheckout:my-project", "x"] })],
    ["is for nobody", () => aToken({ aud: undefined })],
    ["is a Firebase user's", () => aToken({ iss: "https://securetoken.google.com/my-project" })],
    ["has expired", () => aToken({ iat: now() - 7200, exp: now() - 3600 })],
    ["is of the future", () => aToken({ iat: now() + 1800 })],
    ["is valid for a day", () => aToken({ exp: now() + 86_000 })],
    ["has no end", () => aToken({ exp: undefined })],
    ["names an address that Google does not vouch for", () => aToken({ email_verified: false })],
    ["says so in a text", () => aToken({ email_verified: "true" })],
    ["names no address", () => aToken({ email: undefined })],
    ["is no token", () => "Bearer x"],
    ["is empty", () => ""],
  ] as const) {
    it(`is refused, and what its token holds appears nowhere, when it ${what}`, async () => {
      const { code, message } = await refusal(token());
      assert.equal(code, "unauthenticated");
      assert.match(message, /for the audience pointcheckout:my-project/);
      untouched();
      const fields = { callable: "createPaymentLink", code: "unauthenticated" };
      assert.deepEqual(world.logged, [{ level: "warn", event: "callable.refused", fields }]);
    });
  }

  it("is refused with a wrong token even when a user has signed in as well", async () => {
    const admin = { uid: "ada", role: "admin" };
    assert.equal((await refusal(aToken({ aud: "x" }), "createPaymentLink", admin)).code, "unauthenticated");
    untouched();
  });

  it("is asked to call again while Google's certificates cannot be read", async () => {
    OAuth2Client.prototype.getFederatedSignonCertsAsync = () => Promise.reject(new Error("offline"));
    assert.equal((await refusal(aToken())).code, "unavailable");
    untouched();
  });

  for (const [name, value] of [
    ["POINTCHECKOUT_SERVICE_ACCOUNTS", "sam@gmail.com"],
    ["POINTCHECKOUT_SERVICE_ACCOUNTS", `${SHOP}.evil.example`],
    ["GCLOUD_PROJECT", ""],
  ] as const) {
    it(`is refused while ${name} is "${value}", and the log says why`, async () => {
      set({ [name]: value });
      delete process.env.GOOGLE_CLOUD_PROJECT;
      assert.equal((await refusal(aToken())).code, "failed-precondition");
      assert.equal(world.logged[0]?.event, "configuration.refused");
      untouched();
    });
  }
});
