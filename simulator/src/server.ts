import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { methodOverride } from "hono/method-override";
import { vendorApi } from "./api/vendor-api.js";
import { controlApi } from "./control/control-api.js";
import { pages } from "./pages/pages.js";
import { notFoundPage } from "./pages/status-page.js";
import type { SimulatorState } from "./state.js";

export function createServerApp(
  state: SimulatorState,
  log: (line: string) => void,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route("/mer/v2.0", vendorApi(state));
  // A form knows GET and POST only; the pages' forms name another method in `_method`.
  app.use("/simulator/*", methodOverride({ app }));
  app.route("/simulator", controlApi(state));
  app.route("/", pages(state));
  app.notFound((context) => context.html(notFoundPage(), 404));
  app.onError((error, context) => {
    log(`Simulator failed at ${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
    return context.json({ error: "The simulator itself failed; its output says why." }, 500);
  });
  return app;
}
