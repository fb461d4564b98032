import type { ProviderListener } from "../../../functions/src/notifications/provider-listener.js";
import { forgetOpenOrders, startListening } from "../../../functions/test/support/listening.js";
import { WebApp } from "../support/web-app.js";
import { accessibilitySpecs } from "./accessibility.js";
import { actionsSpecs } from "./actions.js";
import { connectionSpecs } from "./connection.js";
import { ordersSpecs } from "./orders.js";
import { paymentSpecs } from "./payment.js";
import { searchSpecs } from "./search.js";
import { signInSpecs } from "./sign-in.js";
import { statesSpecs } from "./states.js";

describe("the merchant's web app", () => {
  const app = new WebApp();
  let listener: ProviderListener;
  before(async () => {
    await Promise.all([app.start(), forgetOpenOrders()]);
    listener = startListening();
  });
  after(async () => {
    await listener.close();
    await app.stop();
  });
  afterEach(async function () {
    await app.leavePages(this.currentTest?.state === "failed");
  });

  describe("sign in", () => signInSpecs(app));
  describe("orders", () => ordersSpecs(app));
  describe("search, pages and export", () => searchSpecs(app));
  describe("accessibility", () => accessibilitySpecs(app));
  describe("a payment", () => paymentSpecs(app));
  describe("an action that does not work", () => actionsSpecs(app));
  describe("a connection that does not work", () => connectionSpecs(app));
  describe("a page or a session that does not work", () => statesSpecs(app));
});
