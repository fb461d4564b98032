// Loaded by `node --require` into a hosted function: reports to its parent what the process has used up to its first answer.
const { subscribe } = require("node:diagnostics_channel");

subscribe("http.server.response.finish", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024 });
});
