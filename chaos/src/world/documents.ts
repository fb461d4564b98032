import { Timestamp } from "firebase-admin/firestore";

/** An attempt as it stands in an order's document; times as text, see {@link plain}. */
export type AttemptDocument = {
  attempt: number;
  status: string;
  totalRefundedMinor: number;
  observedAt: string | null;
  nextCheckAt: string | null;
  followUp: number;
  surplus: boolean;
  counts: string | null;
  anomaly: { code: string; seen: string } | null;
  decrease: { status: string; totalRefundedMinor: number; since: string } | null;
};

/** An order with its map `payment` laid beside the rest, see {@link flat}. */
export type OrderDocument = {
  orderId: string;
  status: string;
  amount?: { minor: number; currency: string };
  attempts?: Record<string, AttemptDocument>;
  requests?: { requestId: string; lease: { id: string; until: string } | null; searchAt: string | null }[];
  problem?: string | null;
  nextCheckAt?: string | null;
  paidAt?: string | null;
  eventCount?: number;
};

export type EventDocument = {
  id: string;
  writtenAt: string;
  type: string;
  from: string;
  to: string;
  /** Firestore's time of the observation. */
  at: string;
  source: string;
  checkoutId: string | null;
  totalRefundedMinor: number | null;
  detail: string | null;
};

export type CheckoutDocument = {
  checkoutId: string;
  orderId: string;
  touches: number;
  touchedBy: string;
  updateTime: string;
};

export type AuditDocument = {
  auditId: string;
  state: string;
  gaps: string[];
  counts: Record<string, number>;
  differences: Record<string, number>;
};

/** An order's document with its map `payment` laid beside the rest. */
export function flat(document: unknown): OrderDocument {
  const { payment, ...rest } = plain(document) as OrderDocument & { payment?: object };
  return { ...rest, ...payment };
}

/**
 * A document's content as plain JSON. Timestamps become ISO 8601 in UTC to the nanosecond, so that comparing the texts
 * compares the times.
 */
export function plain(value: unknown): unknown {
  if (value instanceof Timestamp) return isoOf(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

function isoOf({ seconds, nanoseconds }: Timestamp): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${whole}.${String(nanoseconds).padStart(9, "0")}Z`;
}

/** Milliseconds since the epoch, with their fraction, of a time that {@link plain} wrote. */
export function millisOf(iso: string): number {
  const [whole = "", fraction = "0Z"] = iso.split(".");
  return Date.parse(`${whole}Z`) + Number(`0.${fraction.slice(0, -1)}`) * 1000;
}
