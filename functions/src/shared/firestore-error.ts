const codeOf = (error: unknown): unknown => Object(error).code;

// gRPC codes: 5 not found, 6 already exists, 9 failed precondition, 10 aborted.

export const isMissing = (error: unknown): boolean => codeOf(error) === 5;
export const isTaken = (error: unknown): boolean => codeOf(error) === 6;
export const isContended = (error: unknown): boolean => codeOf(error) === 10;
/** Another writer was first. */
export const isLostRace = (error: unknown): boolean => [5, 9, 10].includes(Number(codeOf(error)));
