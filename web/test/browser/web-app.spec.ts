import { WebApp } from "../support/web-app.js";
import { ordersSpecs } from "./orders.js";
import { signInSpecs } from "./sign-in.js";

/** In one browser: each start takes seconds. */
describe("the merchant's web app", function () {
  this.timeout(60_000);
  const app = new WebApp();
  before(() => app.start());
  after(() => app.stop());
  afterEach(() => app.assertClean());

  describe("sign in", () => signInSpecs(app));
  describe("orders", () => ordersSpecs(app));
});
