import { runPointcheckout } from "../../src/run-pointcheckout.js";

/** What one command line says, and how it ends; within this process, because each of its own takes seconds to start. */
export async function runHere(...args: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const exitCode = await runPointcheckout(args, {
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
    isColoured: false,
  });
  return { exitCode, out, err };
}
