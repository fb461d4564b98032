/** What `work` gives; null when it fails with an expected error. @throws any other error */
export async function nullWhen<T>(isExpected: (error: unknown) => boolean, work: Promise<T>) {
  try {
    return await work;
  } catch (error) {
    if (isExpected(error)) return null;
    throw error;
  }
}
