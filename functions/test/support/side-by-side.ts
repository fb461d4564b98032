type Define = (it: (title: string, run: () => Promise<void>) => void) => void;

/** Specs that spend most of their time waiting and do not disturb each other: all start at once, each has its own result. */
export function sideBySide(define: Define): void {
  const specs: { run: () => Promise<void>; result?: Promise<void> }[] = [];
  before(() => {
    for (const spec of specs) {
      spec.result = spec.run();
      // Its own spec reports a failure.
      spec.result.catch(() => undefined);
    }
  });
  define((title, run) => {
    const spec: (typeof specs)[number] = { run };
    specs.push(spec);
    it(title, () => spec.result);
  });
}
