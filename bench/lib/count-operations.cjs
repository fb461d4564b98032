// Loaded by `node --require` into the workers of the functions emulator: appends a line to OPERATIONS_LOG for each call
// to the project's Firestore, with the documents that it reads, writes or is pushed, and for each call to the vendor.
// The functions are bundled, so it listens beneath their libraries: to HTTP/2 streams and to HTTP requests.
"use strict";

const { subscribe } = require("node:diagnostics_channel");
const { appendFileSync } = require("node:fs");
const http2 = require("node:http2");
const { performance } = require("node:perf_hooks");

const { FUNCTION_TARGET: worker, GCLOUD_PROJECT: project, OPERATIONS_LOG: file } = process.env;
const now = () => performance.timeOrigin + performance.now();

/** @param {object} fields */
const note = (fields) => {
  if (file) appendFileSync(file, `${JSON.stringify({ worker, ...fields })}\n`);
};

if (worker && file) {
  subscribe("http.client.request.start", (message) => {
    const { request } = /** @type {{ request: import("node:http").ClientRequest }} */ (message);
    const isVendor = request.path.startsWith("/mer/");
    if (isVendor) note({ method: "vendor", vendorCalls: 1, began: now(), ended: now() });
  });
  const connect = http2.connect;
  Object.assign(http2, {
    /** @param {Parameters<typeof connect>} to */
    connect: (...to) => {
      const session = connect(...to);
      const request = session.request.bind(session);
      session.request = (headers, options) => {
        const stream = request(headers, options);
        const path = String(headers && ":path" in headers ? headers[":path"] : "");
        const [, method] = /^\/google\.firestore\.v1\.Firestore\/(\w+)$/.exec(path) ?? [];
        if (method) follow(stream, method);
        return stream;
      };
      return session;
    },
  });
}

/**
 * Counts a call's documents. What was sent counts, also when it was refused: a lost race is work, too.
 *
 * @param {import("node:http2").ClientHttp2Stream} stream
 * @param {string} method
 */
function follow(stream, method) {
  const began = now();
  let isOurs = false;
  const counts = { reads: 0, writes: 0 };
  const sent = framesTo((message) => {
    const fields = fieldsOf(message);
    // Database or parent. The vendor's documents are in another project.
    isOurs ||= fields.some(
      ({ number, bytes }) => number === 1 && bytes.toString().startsWith(`projects/${project}/`),
    );
    if (method === "Commit" || method === "BatchWrite") counts.writes += count(fields, 2);
    if (method === "BatchGetDocuments") counts.reads += count(fields, 2);
  });
  const received = framesTo((message) => {
    const fields = fieldsOf(message);
    if (method === "RunQuery") counts.reads += count(fields, 1);
    const pushed = method === "Listen" ? count(fields, 3) + count(fields, 4) + count(fields, 6) : 0;
    if (isOurs && pushed > 0) note({ method, pushed, began: now(), ended: now() });
  });
  const write = /** @type {(...args: unknown[]) => boolean} */ (stream.write.bind(stream));
  const emit = /** @type {(...args: unknown[]) => boolean} */ (stream.emit.bind(stream));
  Object.assign(stream, {
    /** @param {unknown[]} args */
    write: (...args) => {
      sent(/** @type {Buffer} */ (args[0]));
      if (isOurs && method === "Listen") note({ method, began, ended: now() });
      return write(...args);
    },
    /** @param {unknown[]} args */
    emit: (...args) => {
      if (args[0] === "data") received(/** @type {Buffer} */ (args[1]));
      if (args[0] === "end" && isOurs && method !== "Listen")
        note({ method, ...counts, began, ended: now() });
      return emit(...args);
    },
  });
}

/**
 * Cuts a gRPC stream into its messages.
 *
 * @param {(message: Buffer) => void} take
 */
function framesTo(take) {
  let rest = Buffer.alloc(0);
  return (/** @type {Buffer} */ chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      take(rest.subarray(5, end));
      rest = rest.subarray(end);
    }
  };
}

/** @param {{ number: number }[]} fields @param {number} wanted */
const count = (fields, wanted) => fields.filter(({ number }) => number === wanted).length;

/**
 * The top-level fields of a protobuf message; `bytes` is empty for numbers.
 *
 * @param {Buffer} message
 */
function fieldsOf(message) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  const fields = [];
  while (at < message.length) {
    const key = varint();
    const type = key % 8;
    let bytes = Buffer.alloc(0);
    if (type === 0) varint();
    else if (type === 2) {
      const length = varint();
      bytes = message.subarray(at, at + length);
      at += length;
    } else at += type === 1 ? 8 : 4;
    fields.push({ number: Math.floor(key / 8), bytes });
  }
  return fields;
}
