import assert from "node:assert/strict";
import {
  anAttempt,
  anOrderAt,
  at,
  FIRST,
  observe,
  observeAll,
  secondsOf,
  seen,
} from "../../../test/fixtures/orders.js";
import type { Source } from "../../checkouts/source.js";
import { PROVIDER_STATUSES } from "../../pointcheckout/responses.js";
import type { Attempt } from "../model/attempt.js";
import { nextAttemptAfterFailure, nextCheck } from "./schedule.js";

const HOUR = 3600;
const DAY = 86_400;
/** Seconds from a read at `seconds` to the next one. */
const waitAfter = (fields: Partial<Attempt>, seconds = 0, cancelDue = false): number | null => {
  const next = secondsOf(
    nextCheck(anAttempt({ expiresAt: at(7 * DAY), ...fields }), at(seconds), { cancelDue }),
  );
  return next === null ? null : next - seconds;
};

describe("nextCheck of an open link", () => {
  it("is soon, then ever later, and never more than an hour away", () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 1000].map((unchanged) => waitAfter({ unchanged }));
    assert.deepEqual(waits, [60, 120, 300, 600, 1800, HOUR, HOUR, HOUR]);
  });

  const expired = { unchanged: 9, expiresAt: at(0) };
  for (const [what, fields, seconds, wait] of [
    ["is just past its expiry when that comes first", { unchanged: 9, expiresAt: at(1200) }, 0, 1230],
    ["is not past an expiry further away than the next regular look", { expiresAt: at(1200) }, 0, 60],
    ["backs off again when the link has expired and the vendor has not said so", expired, 30, HOUR],
    ["looks once more when it was read between expiry and the vendor's mark of it", expired, 20, 10],
  ] as const) {
    it(what, () => assert.equal(waitAfter(fields, seconds), wait));
  }

  for (const status of ["AUTHORIZED", "PENDING_CONFIRMATION"] as const) {
    it(`is daily for ${status}, however often it was looked at`, () => {
      for (const unchanged of [0, 1, 50]) assert.equal(waitAfter({ status, unchanged }), DAY);
    });

    it(`is just past its expiry for ${status}, too`, () => {
      assert.equal(waitAfter({ status, expiresAt: at(600) }), 630);
    });
  }
});

describe("nextCheck of a settled link", () => {
  for (const status of PROVIDER_STATUSES.slice(3)) {
    it(`is never for ${status}`, () => assert.equal(waitAfter({ status, expiresAt: at(600) }), null));
  }

  const decrease = { status: "PAID", totalRefundedMinor: 0, since: at(0) } as const;
  it("is when a second read can agree to less money", () => {
    assert.equal(waitAfter({ status: "CHARGEBACK", decrease }), 600);
    assert.equal(waitAfter({ status: "CHARGEBACK", decrease }, 599), 1);
  });

  it("is a minute later when that moment has passed without a word of agreement", () => {
    assert.equal(waitAfter({ status: "CHARGEBACK", decrease }, 600), 60);
  });
});

describe("nextCheck of a link that must not be paid any more", () => {
  it("is at once when it was just read", () => assert.equal(waitAfter({}, 5, true), 0));
  it("backs off while the vendor does not take it back", () => {
    const waits = [1, 2, 9].map((unchanged) => waitAfter({ unchanged }, 0, true));
    assert.deepEqual(waits, [120, 300, HOUR]);
  });
  it("tries again within the hour to release an authorized payment, the customer's money being held", () => {
    const wait = waitAfter({ status: "AUTHORIZED", unchanged: 1 }, 0, true) ?? Number.POSITIVE_INFINITY;
    assert.ok(wait <= HOUR, `${wait} s`);
  });
});

describe("nextCheck after a notification that a read did not confirm", () => {
  for (const status of ["PAID", "EXPIRED", "REFUNDED", "CHARGEBACK"] as const) {
    it(`is after 15 s, 1 min and 5 min for ${status}, then never`, () => {
      const totalRefundedMinor = status === "REFUNDED" ? 1000 : 0;
      let order = anOrderAt(status, { totalRefundedMinor });
      const waits: (number | null)[] = [];
      let source: Source = "webhook";
      for (let seconds = 60; waits.at(-1) !== null; ) {
        order = observe(order, { ...seen({ status }, seconds), source }).order;
        const next = secondsOf(order.nextCheckAt);
        waits.push(next === null ? null : next - seconds);
        seconds = next ?? seconds;
        source = "sweep";
      }
      assert.deepEqual(waits, [15, 60, 300, null]);
    });
  }

  it("begins again with every further notification", () => {
    let order = anOrderAt("PAID");
    for (const [seconds, source] of [
      [60, "listener"],
      [75, "sweep"],
      [100, "webhook"],
    ] as const)
      order = observe(order, { ...seen({ status: "PAID" }, seconds), source }).order;
    assert.equal(secondsOf(order.nextCheckAt), 115);
  });

  it("ends with a read that changes something", () => {
    const reads = [seen({ status: "PAID" }, 60), seen({ status: "REFUNDED" }, 75)];
    const notified = reads.map((read) => ({ ...read, source: "webhook" as const }));
    const { status, nextCheckAt, attempts } = observeAll(anOrderAt("PAID"), notified).order;
    assert.deepEqual([status, nextCheckAt, attempts[FIRST]?.followUp], ["REFUNDED", null, 0]);
  });

  it("does not put off an open link's own next look", () => {
    assert.equal(waitAfter({ followUp: 3 }), 60);
  });

  for (const source of ["sweep", "refresh", "audit", "operator", "creation"] as const) {
    it(`does not begin by a look of ours (${source})`, () => {
      const { order } = observe(anOrderAt("PAID"), { ...seen({ status: "PAID" }, 60), source });
      assert.equal(order.nextCheckAt, null);
    });
  }
});

describe("nextAttemptAfterFailure", () => {
  const wait = (retryable: boolean, failures: number, retryAfterMs?: number, isLasting = false) =>
    secondsOf(nextAttemptAfterFailure(at(0), { retryable, failures, retryAfterMs, isLasting }));

  it("backs off after failures that may pass", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 500].map((failures) => wait(true, failures));
    assert.deepEqual(waits, [30, 60, 120, 300, 600, 1800, 1800, 1800]);
  });

  it("waits for a repaired key a quarter of an hour at most", () => {
    const waits = [1, 2, 3, 4, 5, 500].map((failures) => wait(false, failures));
    assert.deepEqual(waits, [60, 120, 300, 900, 900, 900]);
  });

  it("comes daily when nobody has repaired it for a day", () =>
    assert.equal(wait(false, 5, undefined, true), 86_400));

  it("honours what the vendor asked for when that is longer", () => assert.equal(wait(true, 1, 90_000), 90));
  it("does not come earlier than its own backoff", () => assert.equal(wait(true, 3, 1000), 120));
  it("waits a quarter of an hour at most after a final failure, whatever the vendor asks for", () => {
    const seconds = wait(false, 1, 3_600_000) ?? Number.NaN;
    assert.ok(seconds <= 900, `${seconds} s`);
  });
});
