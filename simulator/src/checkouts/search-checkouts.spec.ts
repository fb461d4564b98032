import assert from "node:assert/strict";
import { type Bench, CUSTOMER, describeWithSimulator, linkBody } from "../../test/support/with-simulator.js";

async function requestIds(bench: Bench, query: string): Promise<string[]> {
  const { status, json } = await bench.api("GET", `checkout?${query}`);
  assert.equal(status, 200, query);
  return json.result?.content?.map((checkout) => String(checkout.requestId)) ?? [];
}

describeWithSimulator("search", (bench) => {
  it("finds by every documented filter", async () => {
    const first = await bench.createLink({ requestId: "a", orderId: "one", customer: CUSTOMER });
    await bench.createLink({ requestId: "b", orderId: "one" });
    await bench.createLink({ requestId: "c", orderId: "two" });
    await bench.api("POST", `checkout/${first.id}/cancel`);
    for (const [query, expected] of [
      ["", ["c", "b", "a"]],
      ["requestId=b", ["b"]],
      ["requestId=unknown", []],
      ["orderId=one", ["b", "a"]],
      ["status=CANCELLED,PAID", ["a"]],
      ["status=PAID&status=CANCELLED", ["a"]],
      ["status=PENDING&orderId=one", ["b"]],
      [`customer.reference=${CUSTOMER.id}`, ["a"]],
      ["customer.email=AMAL@example.com", ["a"]],
      [`customer.phone=${CUSTOMER.phone}`, ["a"]],
      [`afterId=${first.id}`, ["c", "b"]],
      ["type=LINK&orderId=two", ["c"]],
      ["type=QR", []],
    ] as const) {
      assert.deepEqual(await requestIds(bench, query), expected, query);
    }
  });

  it("looks for what was created after a time in UTC", async () => {
    bench.clock.setOffset(Date.parse("2030-01-01T00:00:00Z") - Date.now());
    await bench.createLink({ requestId: "old" });
    bench.clock.advance(3_600_000);
    await bench.createLink({ requestId: "new" });
    assert.deepEqual(await requestIds(bench, "afterTimestamp=2030-01-01%2000:30:00"), ["new"]);
  });

  it("gives pages that together hold everything once", async () => {
    for (let i = 0; i < 5; i += 1) await bench.createLink({ requestId: `r${i}` });
    const { json } = await bench.api("GET", "checkout?page=0&size=2");
    const { page, size, totalPages, totalElements } = json.result ?? {};
    assert.deepEqual([page, size, totalPages, totalElements], [0, 2, 3, 5]);
    const pages = await Promise.all([0, 1, 2, 3].map((number) => requestIds(bench, `page=${number}&size=2`)));
    assert.deepEqual(pages, [["r4", "r3"], ["r2", "r1"], ["r0"], []]);
  });

  it("counts a page alone, as documented, when set so", async () => {
    for (let i = 0; i < 5; i += 1) await bench.createLink({ requestId: `r${i}` });
    await bench.control("POST", "settings", { totalElements: "page" });
    const counts = [];
    for (const page of [0, 2, 3]) {
      const { result } = (await bench.api("GET", `checkout?size=2&page=${page}`)).json;
      counts.push(`${result?.totalElements} on ${result?.totalPages} pages`);
    }
    assert.deepEqual(counts, ["2 on 3 pages", "1 on 3 pages", "0 on 3 pages"]);
  });

  it("finds checkouts of other types that the control API made, a subscription's among them", async () => {
    await bench.createLink({ requestId: "link" });
    for (const [requestId, query] of [
      ["terminal", "type=TERMINAL"],
      ["subscription", "subscriptionId=71"],
    ] as const)
      assert.equal((await bench.control("POST", `checkouts?${query}`, linkBody({ requestId }))).status, 201);
    assert.deepEqual(await requestIds(bench, "type=TERMINAL"), ["terminal"]);
    assert.deepEqual(await requestIds(bench, "type=LINK"), ["subscription", "link"]);
    const { text } = await bench.api("GET", "checkout?requestId=subscription");
    assert.match(text, /"subscriptionId":"71"/);
    assert.equal((await bench.control("POST", "checkouts?type=FAX", linkBody())).status, 400);
  });

  it("bounds the size of a page and says so", async () => {
    const { json } = await bench.api("GET", "checkout?size=5000");
    assert.equal(json.result?.size, 100);
  });

  it("refuses filters that it cannot read", async () => {
    const times = "afterTimestamp=2030-01-01 afterTimestamp=2030-13-01%2000:00:00";
    const others =
      "status=paid status=PAID,NEW status=PAID&status=NEW type=SMS page=-1 size=0 size=x afterId=abc";
    for (const query of `${times} ${others}`.split(" "))
      assert.equal((await bench.api("GET", `checkout?${query}`)).status, 400, query);
  });
});

describeWithSimulator("search, oldest first", { searchOrder: "oldest-first" }, (bench) => {
  it("turns the order round", async () => {
    await bench.createLink({ requestId: "a" });
    await bench.createLink({ requestId: "b" });
    assert.deepEqual(await requestIds(bench, ""), ["a", "b"]);
  });
});
