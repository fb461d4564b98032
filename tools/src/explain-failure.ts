import { ConfigurationError } from "../../functions/src/config.js";
import { OrderError } from "../../functions/src/orders/model/order-error.js";
import { OrderUnreadableError } from "../../functions/src/orders/store/order-document.js";
import { PointCheckoutError, type PointCheckoutErrorKind } from "../../functions/src/pointcheckout/errors.js";
import { CommandFailure } from "./command-failure.js";

const VENDOR_REMEDIES: Record<PointCheckoutErrorKind, string> = {
  network:
    "Is POINTCHECKOUT_API_URL right, and is there a connection? Locally: npm start runs the simulator.",
  timeout: "Try again, or raise POINTCHECKOUT_TIMEOUT_MS.",
  unavailable: "The vendor is in trouble or asks for patience. Try again later.",
  unreadable: "POINTCHECKOUT_API_URL may not be the vendor's API.",
  rejected: "Check the id. Is it a checkout of this account, and of this host (test or live)?",
  unauthorized: "Check POINTCHECKOUT_API_KEY, POINTCHECKOUT_API_SECRET and POINTCHECKOUT_HEADER_PREFIX.",
  not_found: "POINTCHECKOUT_API_URL may not be the vendor's API.",
  contract: "The vendor's answer has another form than this version knows. Report it.",
};

export const vendorRemedy = ({ kind }: PointCheckoutError): string => VENDOR_REMEDIES[kind];

/** Firestore's and Google's own errors, by their gRPC codes. */
const GOOGLE_REMEDIES: Readonly<Record<number, string>> = {
  4: "Firestore did not answer in time. Is the emulator running (npm start), or is there a connection?",
  5: "Is --project right, and does it have the Firestore database of POINTCHECKOUT_DATABASE?",
  7: "Your account may not do this in the project. It needs roles/datastore.user.",
  14: "Firestore cannot be reached. Is the emulator running (npm start), or is there a connection?",
  16: "Sign in: gcloud auth application-default login",
};

/** Of Node and its fetch: no way leads to the other side. */
const UNREACHABLE: ReadonlySet<unknown> = new Set(
  "ENOTFOUND EAI_AGAIN ECONNREFUSED ECONNRESET ETIMEDOUT EHOSTUNREACH ENETUNREACH UND_ERR_CONNECT_TIMEOUT".split(
    " ",
  ),
);

/** How Google's libraries say that nobody is signed in, any more, or with a file that is not there. */
const NOT_SIGNED_IN = /default credentials|credential file|is not a file|invalid_grant|invalid_rapt/i;

/** Whatever was thrown, as a failure that names a remedy. What is a defect of ours is left as it is. */
export function explainFailure(error: unknown): unknown {
  if (error instanceof CommandFailure) return error;
  const wrap = (remedy: string, message = String((error as Error).message)) =>
    new CommandFailure(message, remedy, 1, { cause: error });
  if (error instanceof PointCheckoutError) {
    const said = error.vendorMessage ? `. The vendor says: ${error.vendorMessage}` : "";
    return wrap(vendorRemedy(error), `${error.message}${said}`);
  }
  if (error instanceof ConfigurationError)
    return wrap("Correct it in .env.<project>: in functions/, or in the configDir of --codebase.");
  if (error instanceof OrderError) {
    return wrap(error.code === "not-found" ? "Check the order's id and --project." : "Then run this again.");
  }
  if (error instanceof OrderUnreadableError)
    return wrap("Correct the document: docs/api.md, “A draft written by your backend”.");
  return explainGoogle(error, wrap) ?? error;
}

function explainGoogle(error: unknown, wrap: (remedy: string) => CommandFailure): CommandFailure | null {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (NOT_SIGNED_IN.test(String(message))) {
    return wrap("Sign in: gcloud auth application-default login. Or use --local.");
  }
  if (isUnreachable(error)) return wrap("Google cannot be reached. Is there a connection?");
  const remedy = typeof code === "number" ? GOOGLE_REMEDIES[code] : undefined;
  return remedy === undefined ? null : wrap(remedy);
}

function isUnreachable(error: unknown): boolean {
  const { code, name, cause } = Object(error) as Record<string, unknown>;
  return UNREACHABLE.has(code) || name === "TimeoutError" || (cause !== undefined && isUnreachable(cause));
}
