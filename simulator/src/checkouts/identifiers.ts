import { randomInt } from "node:crypto";

const DISPLAY_ALPHABET = "ABCDEFGHIJKLMNPQRSTUVWXYZ123456789";
const DOCUMENT_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

let lastId = 0n;

/**
 * The next id of a checkout or a payment: nineteen digits, always greater than the one before. It comes from the
 * machine's clock, so that a reset or a move of the simulator's clock repeats no id. It is odd, and doubles of that size are even: a JavaScript number would change it.
 */
export function nextId(): string {
  const fromClock = BigInt(Date.now()) * 1_000_000n + BigInt(randomInt(1_000)) * 2n + 1n;
  lastId = fromClock > lastId ? fromClock : lastId + 2n;
  return lastId.toString();
}

export function randomDisplayId(): string {
  return randomLetters(DISPLAY_ALPHABET, 6);
}

export function randomDocumentId(): string {
  return randomLetters(DOCUMENT_ALPHABET, 20);
}

export function randomMessageId(): string {
  return `msg_${randomLetters(DOCUMENT_ALPHABET, 27)}`;
}

function randomLetters(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
