import { callScheduled } from "../../../scripts/lib/scheduler.js";
import type { Audit } from "../../src/audits/audit.js";
import type { PaymentLink } from "../../src/orders/link/create-link.js";
import { environment } from "./environment.js";
import { callableRequest } from "./unsigned-token.js";

const { functionsUrl, project } = environment;

/** Somebody who is signed in; the emulator takes unsigned tokens. */
export type User = { uid: string; role?: "staff" | "admin" };

export const staff: User = { uid: "staff-1", role: "staff" };
export const admin: User = { uid: "admin-1", role: "admin" };
export const customer: User = { uid: "customer-1" };

export type Reply<T = Record<string, unknown>> = {
  status: number;
  result: T;
  error: { status: string; message: string; details?: { path: string; message: string }[] };
};

export const call = <T = Record<string, unknown>>(
  name: string,
  data: unknown,
  user: User | null = staff,
): Promise<Reply<T>> => callAt<T>(`${functionsUrl}/${project}/us-central1/${name}`, data, user);

export async function callAt<T = Record<string, unknown>>(
  url: string,
  data: unknown,
  user: User | null,
): Promise<Reply<T>> {
  const response = await fetch(url, { method: "POST", ...callableRequest(project, data, user) });
  const body = (await response.json()) as Omit<Reply<T>, "status">;
  return { ...body, status: response.status };
}

export type Link = Record<keyof PaymentLink, string>;

export const createPaymentLink = (data: unknown, user?: User | null): Promise<Reply<Link>> =>
  call<Link>("createPaymentLink", data, user);

/** Creates a link and gives it; fails the test when it was refused. */
export async function linkFor(data: unknown, user?: User): Promise<Link> {
  const reply = await createPaymentLink(data, user);
  if (!reply.result) throw new Error(`createPaymentLink refused: ${JSON.stringify(reply.error)}`);
  return reply.result;
}

/** Runs a scheduled function as Cloud Scheduler would at `at`. */
export const runSchedule = (name: string, at: Date = new Date()): Promise<void> =>
  callScheduled(`${functionsUrl}/${project}/us-central1/${name}`, at);

/** Runs the sweep as Cloud Scheduler would, so many minutes from now. */
export const sweepOrders = (minutesAhead = 0): Promise<void> =>
  runSchedule("sweepOrders", new Date(Date.now() + minutesAhead * 60_000));

export const refund = (data: { orderId: string } & Record<string, unknown>, user: User | null = admin) =>
  call<{ state: string; amount: string; totalRefunded: string; status: string }>(
    "refundPayment",
    { referenceId: "r1", reason: "A broken cup", ...data },
    user,
  );

/** Runs an audit, or continues the day's. @returns its report */
export const runAudit = async () =>
  (await call<Pick<Audit, "auditId" | "state" | "gaps" | "counts" | "differences">>("runAudit", {})).result;
