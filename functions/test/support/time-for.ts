/** A clock by which there is time left for so many looks at it. */
export function timeFor(looks: number): () => boolean {
  let left = looks;
  return () => {
    left -= 1;
    return left >= 0;
  };
}
