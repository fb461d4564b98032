import assert from "node:assert/strict";
import { assertRefused, describeWithSimulator, exactField } from "../../test/support/with-simulator.js";

describeWithSimulator("settings", (bench) => {
  it("answers a cash amount of 0 by default", async () => {
    const { id } = await bench.createLink();
    const cash = async () =>
      exactField((await bench.api("GET", `checkout/${id}`)).text, "result", "cashAmount");
    assert.equal(await cash(), "0");
    for (const [given, shown] of [
      ["25.50", "25.50"],
      ['"1e3"', "1e3"],
    ] as const) {
      assert.equal((await bench.control("POST", "settings", `{"cashAmount":${given}}`)).status, 200);
      assert.equal(await cash(), shown);
    }
    await bench.control("POST", "reset");
    assert.deepEqual((await bench.control("GET", "settings")).json.cashAmount, "0");
  });

  it("refuses what is no setting, naming it", async () => {
    await assertRefused(
      (body) => bench.control("POST", "settings", body),
      [
        ['{"cashAmount":-1}', "cashAmount"],
        ['{"cashAmount":"a lot"}', "cashAmount"],
        ['{"colour":"red"}', "colour"],
      ],
    );
  });
});
