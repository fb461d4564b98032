// Without 0, O, 1, I and L: clerks read these ids out on the phone.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** A new order id that is short enough to be read out: `261128-K7QM4`. */
export function proposeOrderId(now: Date, random: (length: number) => Uint8Array = randomBytes): string {
  const day = [now.getFullYear() % 100, now.getMonth() + 1, now.getDate()].map((part) =>
    String(part).padStart(2, "0"),
  );
  const signs = [...random(5)].map((byte) => SIGNS[byte % SIGNS.length]);
  return `${day.join("")}-${signs.join("")}`;
}

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
