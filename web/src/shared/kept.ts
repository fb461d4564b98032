/** What holds it: the browser until it is forgotten, or this tab, also while its page is loaded again. */
const storages = { browser: () => localStorage, tab: () => sessionStorage };
type Place = keyof typeof storages;

/** A browser may block both: then nothing is kept. */
function attempt<T>(place: Place, work: (storage: Storage) => T, otherwise: T): T {
  try {
    return work(storages[place]());
  } catch {
    return otherwise;
  }
}

export const readKept = (key: string, place: Place = "browser"): string | null =>
  attempt(place, (storage) => storage.getItem(key), null);

export const keptKeys = (): string[] => attempt("browser", (storage) => Object.keys(storage), []);

export const keep = (key: string, text: string, place: Place = "browser"): void =>
  attempt(place, (storage) => storage.setItem(key, text), undefined);

export const forget = (key: string, place: Place = "browser"): void =>
  attempt(place, (storage) => storage.removeItem(key), undefined);
