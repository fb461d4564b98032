import { HttpError, requestJson } from "./http.mjs";
import { address } from "./suites.mjs";

/**
 * Reads documents of a suite's Firestore emulator past its rules, without a client library.
 *
 * @param {import("./suites.mjs").Suite} suite
 */
export function firestoreReader(suite) {
  const base = documentsUrl(suite);
  return {
    /**
     * @param {string} path
     * @returns {Promise<Record<string, any> | undefined>} plain values, or undefined when there is no such document
     */
    async get(path) {
      try {
        return plainFields((await requestJson(`${base}/${path}`, { token: "owner" })).fields);
      } catch (error) {
        if (error instanceof HttpError && error.status === 404) return undefined;
        throw error;
      }
    },

    /**
     * @param {string} path of a collection
     * @returns {Promise<Record<string, any>[]>} at most 300 documents
     */
    async list(path) {
      const { documents = [] } = await requestJson(`${base}/${path}?pageSize=300`, { token: "owner" });
      return documents.map((/** @type {any} */ document) => plainFields(document.fields));
    },
  };
}

/** @param {import("./suites.mjs").Suite} suite */
export function documentsUrl(suite) {
  return `http://${address(suite, "firestore")}/v1/projects/${suite.project}/databases/(default)/documents`;
}

/** @param {Record<string, any>} [fields] */
function plainFields(fields = {}) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(value)]));
}

/**
 * @param {Record<string, any>} value in Firestore's REST form
 * @returns {any}
 */
export function plainValue(value) {
  const [[kind, content] = []] = Object.entries(value);
  if (kind === "integerValue") return Number(content);
  if (kind === "mapValue") return plainFields(content.fields);
  if (kind === "arrayValue") return (content.values ?? []).map(plainValue);
  return content;
}
