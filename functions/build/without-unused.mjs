import { readFileSync } from "node:fs";

/**
 * What no function needs of its packages, and every start would read: by file, what takes its place.
 *
 * @type {Record<string, string | [part: string, instead: string]>}
 */
const INSTEAD = {
  // Firestore's bundles of data, and its administration.
  "@google-cloud/firestore/build/protos/firestore_v1_proto_api.js": "module.exports = {};",
  "google-gax/build/protos/iam_service.js": "module.exports = {};",
  "google-gax/build/protos/locations.js": "module.exports = {};",
  "google-gax/build/protos/operations.js": "module.exports = {};",
  // Node has what it exports.
  "whatwg-url/lib/public-api.js": "module.exports = { URL, URLSearchParams };",
  // Node's http sends our JSON. Each of these makes Node load its own fetch, too.
  "axios/lib/adapters/fetch.js": "export const getFetch = () => undefined;",
  "axios/lib/adapters/http.js": ["import http from 'http';", "const http = require('http');"],
  "axios/lib/platform/node/classes/FormData.js": "export default undefined;",
  "axios/lib/utils.js": ["typeof G.FormData !== 'undefined' ? G.FormData : undefined", "undefined"],
};

/** @type {import("esbuild").Plugin} */
export const withoutUnused = {
  name: "without what is unused",
  setup(bundler) {
    const unmet = new Set(Object.keys(INSTEAD));
    bundler.onLoad({ filter: /node_modules.*\.js$/ }, ({ path }) => {
      const file = path.replaceAll("\\", "/").split("/node_modules/").at(-1) ?? "";
      const instead = INSTEAD[file];
      if (instead === undefined) return undefined;
      unmet.delete(file);
      if (typeof instead === "string") return { contents: instead };
      const source = readFileSync(path, "utf8");
      if (!source.includes(instead[0])) throw new Error(`${file} lacks "${instead[0]}"`);
      return { contents: source.replace(...instead) };
    });
    bundler.onEnd(() => {
      if (unmet.size > 0) throw new Error(`not bundled any more: ${[...unmet].join(", ")}`);
    });
  },
};
