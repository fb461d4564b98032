/** Deletes all documents of an emulated Firestore's default database. @param host `host:port` */
export async function clearFirestore(host: string, project: string): Promise<void> {
  const documents = `http://${host}/emulator/v1/projects/${project}/databases/(default)/documents`;
  const response = await fetch(documents, { method: "DELETE", signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`the emulated Firestore could not be cleared: ${response.status}`);
}
