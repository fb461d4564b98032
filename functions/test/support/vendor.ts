import { environment } from "./environment.js";
import { vendorAt } from "./vendor-at.js";

export const vendor = vendorAt(environment.simulatorUrl);
