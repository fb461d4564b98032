/**
 * Whom the functions send a link to, by one way: `true` for the contact that is stored, else the corrected one. A cleared
 * one stays empty, and they refuse it: nothing goes to the contact that was taken out.
 */
export const recipient = (isWanted: boolean, given: string, stored: string): string | true | undefined =>
  isWanted ? given.trim() === stored || given.trim() : undefined;
