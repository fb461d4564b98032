// Loaded by `node --require` into every process the scripts start, and, through NODE_OPTIONS, into every process those
// start: when the parent is gone, however it died, the IPC channel closes and the child ends too, with all it has
// started. Works on every platform, and needs nothing of the program it is loaded into.
"use strict";

const graceMs = 15_000;

if (process.channel) {
  process.once("disconnect", () => {
    // A worker of the functions emulator has nothing to tidy up; a server may.
    if (process.env.FUNCTIONS_EMULATOR === "true" || process.listenerCount("SIGINT") === 0) process.exit(0);
    setTimeout(() => require("tree-kill")(process.pid, "SIGKILL"), graceMs).unref();
    process.emit("SIGINT", "SIGINT");
  });
  // A listener for "disconnect" would keep a process alive that has nothing else to do.
  process.channel.unref();
}
