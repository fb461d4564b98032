import { readFileSync } from "node:fs";

export type Direction = "ASCENDING" | "DESCENDING";
type IndexFile = {
  indexes: { collectionGroup: string; fields: { fieldPath: string; order: Direction }[] }[];
  fieldOverrides: { collectionGroup: string; fieldPath: string; indexes: { order: Direction }[] }[];
};
const file = new URL("../firestore.indexes.json", import.meta.url);
const { indexes, fieldOverrides }: IndexFile = JSON.parse(readFileSync(file, "utf8"));

export { fieldOverrides };

/** Whether `firestore.indexes.json` has an index of exactly these fields of a collection, in this order. */
export function hasIndex(collection: string, fields: IndexFile["indexes"][number]["fields"]): boolean {
  const [first, ...others] = fields;
  if (others.length === 0)
    return fieldOverrides.some(
      (one) =>
        one.collectionGroup === collection &&
        one.fieldPath === first?.fieldPath &&
        one.indexes.some(({ order }) => order === first.order),
    );
  const wanted = JSON.stringify(fields);
  return indexes.some((one) => one.collectionGroup === collection && JSON.stringify(one.fields) === wanted);
}
