import { z } from "zod";
import { type JsonValue, readJson, writeJson } from "../json.js";
import { CommandFailure } from "./command-failure.js";

const TIMEOUT_MS = 10_000;

const refusal = z.object({ error: z.string() });

export interface ControlReply {
  /** Its JSON as it was written, every digit kept. */
  readonly text: string;
  readonly json: unknown;
}

/** Asks a running simulator's control API. */
export class ControlClient {
  readonly #url: string;

  /** @param url where the simulator listens, e.g. `http://127.0.0.1:9400` */
  constructor(url: string) {
    this.#url = url.replace(/\/+$/, "");
  }

  /**
   * @param path below `/simulator/`; the caller encodes its parts
   * @throws {CommandFailure} when no simulator answers, or it refuses
   */
  async ask(
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    body?: JsonValue,
  ): Promise<ControlReply> {
    const response = await this.#fetch(`${this.#url}/simulator/${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: writeJson(body) }),
    });
    const text = await response.text();
    const json = this.#jsonOf(text);
    if (response.ok) return { text, json };
    const reason =
      refusal.safeParse(json).data?.error ?? `The simulator answered ${response.status}: ${text}`;
    throw new CommandFailure(reason, 1, { isRefusal: response.status === 400 });
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, init);
    } catch (error) {
      throw new CommandFailure(
        `No simulator answers at ${this.#url}. Start it with "npm start" or "npm run simulator", or say where it ` +
          "listens with --url or SIMULATOR_URL.",
        1,
        { cause: error },
      );
    }
  }

  #jsonOf(text: string): unknown {
    try {
      return readJson(text);
    } catch (error) {
      throw new CommandFailure(`What answers at ${this.#url} is no simulator.`, 1, { cause: error });
    }
  }
}
