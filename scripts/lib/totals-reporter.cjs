// Mocha's Spec reporter, which besides writes down how many specs passed and failed, for the script that adds up.
const { writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

module.exports = class TotalsReporter extends reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      writeFileSync(options.reporterOptions.totalsFile, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
