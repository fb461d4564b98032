import assert from "node:assert/strict";
import { budget } from "../../test/budget.js";
import { recordProof } from "../../test/record-proof.js";
import { restoreEnvironment } from "../../test/restore-environment.js";
import { anOrder } from "../test/fixtures/orders.js";
import { ECHOES, NEEDLES, PLANTED_ENVIRONMENT, secretsIn } from "../test/support/planted.js";
import { PlantedWorld, type Surface } from "../test/support/planted-world.js";
import { SITUATIONS } from "../test/support/secret-situations.js";
import { either } from "../test/support/situation.js";
import { parameterDefaults } from "./config.js";
import { localVendor, succeed } from "./pointcheckout/local-vendor.spec.js";

const SURFACES: readonly Surface[] = ["logs", "documents", "answers"];

/** As many of the spellings as the budget allows, other ones for each situation. */
function spellingsOf(situation: number): [string, string][] {
  const all = Object.entries(ECHOES);
  const first = situation % all.length;
  return [...all.slice(first), ...all.slice(0, first)].slice(0, budget.secretSpellings);
}

describe("secrets, card data, phones and e-mails", () => {
  restoreEnvironment();
  const vendor = localVendor(succeed("{}"));
  let cells = 0;
  beforeEach(() => {
    const parameters = { ...parameterDefaults(), POINTCHECKOUT_RETENTION_DAYS: "30" };
    Object.assign(process.env, parameters, PLANTED_ENVIRONMENT);
  });
  after(() => {
    console.log(
      `      ${SITUATIONS.length} situations, ${cells} outputs, ${NEEDLES.length} secrets searched in each`,
    );
    recordProof("secrets: outputs searched for each of them", cells, "outputs");
    recordProof("secrets: situations", SITUATIONS.length, "situations");
  });

  it("are found where they stand, in each of their forms", () => {
    for (const echo of Object.values(ECHOES)) assert.ok(secretsIn(echo).length >= 8, echo);
    assert.deepEqual(secretsIn("nothing of ours, 1601731695315563241"), []);
  });

  it("are found in what comes out, were they there", async () => {
    const world = new PlantedWorld(vendor.url, ECHOES.plain);
    world.put(anOrder({ description: ECHOES.plain }));
    await world.run(async () => {
      console.log(ECHOES.plain);
      throw new Error(ECHOES.plain);
    });
    for (const surface of SURFACES) assert.ok(secretsIn(world.surfaces()[surface]).length >= 8, surface);
  });

  for (const [index, situation] of SITUATIONS.entries()) {
    const { what, reply, timeoutMs, act, shows, isPlantedInDocuments = false } = situation;
    it(`do not come out: ${what}`, async () => {
      for (const [form, echo] of spellingsOf(index)) {
        vendor.received.length = 0;
        vendor.replies = [reply?.(echo) ?? either({})];
        const world = new PlantedWorld(vendor.url, echo, timeoutMs);
        await world.run(() => act(world));
        const surfaces = world.surfaces();
        for (const surface of SURFACES) {
          if (surface === "documents" && isPlantedInDocuments) continue;
          cells += 1;
          const found = secretsIn(surfaces[surface]);
          assert.deepEqual(found, [], `${form}, ${surface}: ${surfaces[surface].slice(0, 3_000)}`);
        }
        // A world that lacks something would fail in its own way, and hide what was to be seen.
        assert.doesNotMatch(surfaces.answers, /is not a function|Cannot read properties/);
        if (shows) assert.match(`${surfaces.logs}\n${surfaces.answers}`, shows);
        else assert.ok(vendor.received.length > 0, "the vendor was not asked");
      }
    });
  }
});
