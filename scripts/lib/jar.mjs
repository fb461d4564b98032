import { crc32 } from "node:zlib";

const manifestName = "META-INF/MANIFEST.MF";
const maxLineBytes = 72;

/**
 * The bytes of a jar that holds nothing but a manifest: enough for `java -jar` to start a class of another jar.
 *
 * Written by hand because a Java runtime without the development kit has no `jar` command. A jar is a zip; an entry
 * may be stored as it is.
 *
 * @param {Record<string, string>} attributes
 */
export function manifestJar(attributes) {
  const content = Buffer.from(manifest(attributes), "utf8");
  const name = Buffer.from(manifestName, "utf8");

  // Version needed, flags, method (0 = stored), time, date (1980-01-01), crc, both sizes, name's and extra's length.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(10, 0);
  common.writeUInt16LE(0x21, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);

  const local = Buffer.concat([signature(0x04034b50), common, name, content]);
  // Between the common part and the name: comment length, disk, attributes (2 + 4 bytes), offset of the local header.
  const central = Buffer.concat([signature(0x02014b50), uint16(10), common, Buffer.alloc(14), name]);
  const end = Buffer.concat([
    signature(0x06054b50),
    Buffer.alloc(4),
    uint16(1),
    uint16(1),
    uint32(central.length),
    uint32(local.length),
    uint16(0),
  ]);
  return Buffer.concat([local, central, end]);
}

/**
 * A line holds 72 bytes including its line break; what is longer goes on in lines that begin with a space.
 *
 * @param {Record<string, string>} attributes
 * @see https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html#jar-manifest
 */
export function manifest(attributes) {
  const lines = Object.entries({ "Manifest-Version": "1.0", ...attributes }).flatMap(([name, value]) =>
    wrap(`${name}: ${value}`),
  );
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** @param {string} line */
function wrap(line) {
  const lines = [];
  let current = "";
  for (const character of line) {
    if (Buffer.byteLength(current + character) > maxLineBytes - 2) {
      lines.push(current);
      current = " ";
    }
    current += character;
  }
  return [...lines, current];
}

/** @param {number} value */
const signature = (value) => uint32(value);

/** @param {number} value */
function uint16(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
