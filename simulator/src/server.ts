import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { methodOverride } from "hono/method-override";
import { type VendorApiOptions, vendorApi } from "./api/vendor-api.js";
import { controlApi } from "./control/control-api.js";
import type { ControlOptions } from "./control/control-options.js";
import { customerPages, type PagesOptions } from "./pages/customer-pages.js";
import { notFoundPage } from "./pages/status-page.js";

export interface ServerParts {
  readonly api: VendorApiOptions;
  readonly control: ControlOptions;
  readonly pages: PagesOptions;
  readonly log: (line: string) => void;
}

/** Everything that is served, without a socket. */
export function createServerApp({ api, control, pages, log }: ServerParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route("/mer/v2.0", vendorApi(api));
  // A form knows GET and POST only; the pages' forms name another method in `_method`.
  app.use("/simulator/*", methodOverride({ app }));
  app.route("/simulator", controlApi(control));
  app.route("/", customerPages(pages));
  app.notFound((context) => context.html(notFoundPage(), 404));
  app.onError((error, context) => {
    log(`Simulator failed at ${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
    return context.json({ error: "The simulator itself failed; its output says why." }, 500);
  });
  return app;
}
