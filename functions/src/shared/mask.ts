const EMAIL = /([\p{L}\p{N}])[\p{L}\p{N}._%+-]*@([\p{L}\p{N}.-]+)/gu;
/** A card number in groups of four, or 9 to 16 digits on end: a phone or a card. The vendor's ids have 19. */
const GROUPED = /(?<!\d)\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?!\d)/g;
const DIGITS = /(?<!\d)\d{9,16}(?!\d)/g;

/** Foreign text without full e-mail addresses, phone and card numbers: of digits the last two stay, of an e-mail its host. */
export const maskPersonal = (text: string): string =>
  text
    .replaceAll(EMAIL, "$1***@$2")
    .replaceAll(GROUPED, (found) => `***${found.slice(-2)}`)
    .replaceAll(DIGITS, (found) => `***${found.slice(-2)}`);
