import { environment } from "./environment.js";

const { firestoreHost, project } = environment;

/** Every document of the database, subcollections included: its path, and its content with its version as text. */
export type WholeFirestore = ReadonlyMap<string, string>;

type Row = { document?: { name: string; updateTime: string; fields?: object } };

export async function readWholeFirestore(): Promise<WholeFirestore> {
  const root = `projects/${project}/databases/(default)/documents`;
  const response = await fetch(`http://${firestoreHost}/v1/${root}:runQuery`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer owner" },
    body: JSON.stringify({ structuredQuery: { from: [{ allDescendants: true }] } }),
  });
  if (!response.ok) throw new Error(`the query answered ${response.status}: ${await response.text()}`);
  const rows = (await response.json()) as Row[];
  return new Map(
    rows.flatMap(({ document }) => (document ? [[document.name, JSON.stringify(document)] as const] : [])),
  );
}

export function changedDocuments(before: WholeFirestore, after: WholeFirestore): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}
