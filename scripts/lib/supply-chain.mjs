/** Licences that let a merchant use and deploy the code without opening their own. */
const ALLOWED = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense"]);

/** Packages whose manifest names no licence; what the licence file says was read by a person, for this version. */
const READ_BY_HAND = new Map([["limiter@1.1.5", "MIT"]]);

/**
 * Packages that would run a script when they are installed. Both were read, and do nothing that is needed; none is run,
 * because of `ignore-scripts`.
 */
const KNOWN_SCRIPTS = new Set(["@firebase/util", "protobufjs"]);

const EXACT = /^[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?$/;

/**
 * @typedef {{ version?: string, license?: string, dev?: boolean, hasInstallScript?: boolean }} Locked
 * @typedef {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} Manifest
 * @typedef {{ name: string, manifest: Manifest, lock: { packages: Record<string, Locked> }, npmrc: string }} Project
 */

/**
 * What is wrong with the packages that a project has: versions that are not exact, licences that are not allowed or not
 * known, scripts that would run when they are installed.
 *
 * @param {Project} project
 * @returns {string[]} nothing when all is well
 */
export function packageProblems({ name, manifest, lock, npmrc }) {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const inexact = versions
    .filter(([, version]) => !EXACT.test(version))
    .map(([dependency, version]) => `${name}: ${dependency} is not an exact version: ${version}`);
  const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);
  const problems = shipped.flatMap(([path, locked]) => {
    const of = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const licence = locked.license ?? READ_BY_HAND.get(`${of}@${locked.version}`);
    const isKnown = !locked.hasInstallScript || KNOWN_SCRIPTS.has(of);
    return [
      ...(isAllowed(licence) ? [] : [`${name}: ${of} ${locked.version} has the licence ${licence}`]),
      ...(isKnown ? [] : [`${name}: ${of} ${locked.version} runs a script when it is installed`]),
    ];
  });
  const runsScripts =
    shipped.some(([, locked]) => locked.hasInstallScript) && !/^ignore-scripts=true$/m.test(npmrc);
  return [...inexact, ...problems, ...(runsScripts ? [`${name}: .npmrc lacks ignore-scripts=true`] : [])];
}

/**
 * Of "(A OR B)" one has to be allowed.
 *
 * @param {string | undefined} licence an SPDX expression
 */
function isAllowed(licence) {
  if (licence === undefined) return false;
  return licence
    .replace(/^\((.*)\)$/, "$1")
    .split(" OR ")
    .some((one) => ALLOWED.has(one));
}

/**
 * Where the document that gives each production dependency's reason and licence differs from what there is.
 *
 * @param {string} document Markdown with a table `| package | for | licence |`
 * @param {Project} project
 * @returns {string[]}
 */
export function documentProblems(document, { manifest, lock }) {
  const rows = [...document.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)];
  const documented = new Map(
    rows.map(([, name = "", reason = "", licence = ""]) => [name, { reason, licence }]),
  );
  const names = Object.keys(manifest.dependencies ?? {});
  return [
    ...names.filter((name) => !documented.has(name)).map((name) => `${name} has no row`),
    ...[...documented.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is no dependency`),
    ...names.flatMap((name) => {
      const actual = lock.packages[`node_modules/${name}`]?.license;
      const told = documented.get(name)?.licence.trim();
      return told === undefined || told === actual ? [] : [`${name} has the licence ${actual}, not ${told}`];
    }),
  ];
}
