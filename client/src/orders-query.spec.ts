import assert from "node:assert/strict";
import { deleteApp, type FirebaseApp, initializeApp } from "firebase/app";
import { type Firestore, getFirestore, type Query, Timestamp, terminate } from "firebase/firestore";
import { emailSchema, phoneSchema } from "../../functions/src/orders/model/contact.js";
import { hasIndex } from "../../test/firestore-indexes.js";
import {
  type OrderFilter,
  ordersQuery,
  searchQueries,
  storedEmail,
  storedPhone,
  storedPhones,
} from "./orders-query.js";

/** What the SDK keeps of a query: the fields that it filters by and is sorted by. */
type Internals = {
  _query: {
    filters: { field: { canonicalString(): string }; op: string }[];
    explicitOrderBy: { field: { canonicalString(): string }; dir: string }[];
    limit: number;
    startAt: unknown;
  };
};
const internals = (query: Query) => (query as unknown as Internals)._query;

/**
 * Whether the file's indexes serve a list of orders. Firestore joins the indexes of several equalities when each of them
 * is sorted alike, so every equality needs one with `createdAt`, and a list without any needs that of `createdAt` alone.
 */
function isServed(query: Query): boolean {
  const { filters, explicitOrderBy } = internals(query);
  const order = explicitOrderBy.map(({ field, dir }) => `${field.canonicalString()} ${dir}`);
  const dir = order[0] === "createdAt asc" ? "asc" : "desc";
  const created = { fieldPath: "createdAt", order: dir === "asc" ? "ASCENDING" : "DESCENDING" } as const;
  assert.deepEqual(order, [`createdAt ${dir}`, `__name__ ${dir}`]);
  const equal = filters.filter(({ op }) => op === "==" || op === "in");
  for (const { field } of filters.filter((filter) => !equal.includes(filter)))
    assert.equal(field.canonicalString(), "createdAt");
  if (equal.length === 0) return hasIndex("orders", [created]);
  return equal.every(({ field }) =>
    hasIndex("orders", [{ fieldPath: field.canonicalString(), order: "ASCENDING" }, created]),
  );
}

// The emulator enforces no index: what a deployed query needs is only found here.
describe("ordersQuery", () => {
  let app: FirebaseApp;
  let firestore: Firestore;
  before(() => {
    app = initializeApp({ projectId: "demo-queries" }, "orders-query");
    firestore = getFirestore(app);
  });
  after(async () => {
    await terminate(firestore);
    await deleteApp(app);
  });

  const conditions: OrderFilter = {
    status: "PAID",
    customerUid: "u",
    customerPhone: "971567123456",
    customerEmail: "a@example.com",
    createdFrom: new Date(1),
    createdBefore: new Date(2),
  };
  const names = Object.keys(conditions) as (keyof OrderFilter)[];

  it("has indexes for every combination of conditions", () => {
    for (let chosen = 0; chosen < 2 ** names.length; chosen += 1) {
      const some = names.filter((_, bit) => chosen & (1 << bit));
      const filter: OrderFilter = Object.fromEntries(some.map((name) => [name, conditions[name]]));
      for (const oldestFirst of [false, true])
        assert.ok(isServed(ordersQuery(firestore, { ...filter, oldestFirst })), JSON.stringify(filter));
    }
    assert.ok(isServed(ordersQuery(firestore, { status: ["PAID", "REFUNDED"], customerUid: "u" })));
  });

  it("is checked with every condition that there is", () => {
    const rest = { limit: 3, after: { createdAt: new Timestamp(1, 0), orderId: "O-1" } };
    const { filters, limit, startAt } = internals(ordersQuery(firestore, { ...conditions, ...rest }));
    assert.equal(filters.length, names.length);
    assert.equal(limit, 3);
    assert.ok(startAt);
  });

  it("has an index for every field that is searched by its beginning", () => {
    const searched = searchQueries(firestore, "cleo").map((search) => {
      const { filters, explicitOrderBy } = internals(search);
      const [field, ...others] = new Set(filters.map((filter) => filter.field.canonicalString()));
      const sortedBy = explicitOrderBy.map((order) => order.field.canonicalString());
      assert.deepEqual([others, sortedBy], [[], [field]]);
      return field;
    });
    assert.deepEqual(new Set(searched), new Set(["__name__", "customer.firstName", "customer.lastName"]));
    for (const name of ["customer.firstName", "customer.lastName"])
      assert.ok(hasIndex("orders", [{ fieldPath: name, order: "ASCENDING" }]), name);
  });

  it("searches no order ids for what can be none", () => {
    const fields = searchQueries(firestore, "كليو").map((search) =>
      internals(search).filters[0]?.field.canonicalString(),
    );
    assert.deepEqual(new Set(fields), new Set(["customer.firstName", "customer.lastName"]));
  });

  it("asks for 50 orders unless a limit is given", () => {
    assert.equal(internals(ordersQuery(firestore, {})).limit, 50);
  });

  for (const phone of [
    "+971 56 712 3456",
    "00971567123456",
    "971 (56) 712-3456",
    "971.567.123456",
    "+971 (0)50 123 4567",
    "\u202a+971\u00a050\u00a0123\u00a04567\u202c",
    "+٩٧١ ٥٦ ٧١٢ ٣٤٥٦",
    "۰۰۹۷۱۵۶۷۱۲۳۴۵۶",
  ]) {
    it(`looks for the phone ${phone} as it is stored`, () => {
      assert.equal(storedPhone(phone), phoneSchema.parse(phone));
    });
  }

  const zeros = ["+971 050 123 4567", "00971 (0)50 123 4567", "+44 07400 123456", "+49 0151 23456789"];
  for (const phone of zeros) {
    it(`looks for the phone ${phone}, which has a zero too many`, () => {
      assert.ok(storedPhones(phone).includes(phoneSchema.parse(phone)), storedPhones(phone).join());
    });
  }

  const emails = ["Cleo@Example.com", "  cleo@example.com ", "\u200eCleo@مثال.امارات", "cleo@bücher.de"];
  for (const email of emails) {
    it(`looks for the e-mail "${email}" as it is stored`, () => {
      assert.equal(storedEmail(email), emailSchema.parse(email));
    });
  }
});
