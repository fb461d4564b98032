/** localStorage, which a browser may block: then nothing is kept. */
function attempt<T>(work: (storage: Storage) => T, otherwise: T): T {
  try {
    return work(localStorage);
  } catch {
    return otherwise;
  }
}

export const readKept = (key: string): string | null => attempt((storage) => storage.getItem(key), null);

export const keptKeys = (): string[] => attempt((storage) => Object.keys(storage), []);

export const keep = (key: string, text: string): void =>
  attempt((storage) => storage.setItem(key, text), undefined);

export const forget = (key: string): void => attempt((storage) => storage.removeItem(key), undefined);
