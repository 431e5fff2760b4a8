// What the drivers were asked, by request, until it is taken; whole requests are kept or left out, for a loop needs all of one.
import { performance } from 'node:perf_hooks';
import { appFrames } from './call-site.mjs';
import { currentRequest } from './request-context.mjs';
import { writeParameter } from './write-parameter.mjs';

/** Statements of one process between two takes. */
const CAPACITY = 50_000;
const CAPACITY_PER_REQUEST = 2_000;
/** Requests to one method and path that are kept whole; of further ones only the number is told. */
const KEPT_PER_ROUTE = 100;
const PARAMETER_LIMIT = 200;

let statements = [];
let requests = [];
let seen = new Map();
let droppedStatements = 0;

export function noteRequest(request) {
  const key = `${request.method} ${request.path}`;
  // Paths with ids in them would fill the map.
  const count = (seen.get(key) ?? 0) + 1;
  if (seen.size < CAPACITY || seen.has(key)) seen.set(key, count);
  request.isKept = count <= KEPT_PER_ROUTE && requests.length < CAPACITY;
  request.statements = 0;
  if (request.isKept) requests.push(request);
}

/** Where and for whom a statement is asked for: taken when the app asks, long before a driver gets to send it. */
export function takeOrigin() {
  return { request: currentRequest(), frames: appFrames() };
}

/** Opens a record, or answers null where there is no room; `finish` closes it. */
export function open({ request, frames }, driver, text) {
  if (request !== undefined) {
    request.statements += 1;
    if (!request.isKept || request.statements > CAPACITY_PER_REQUEST) return drop();
  }
  if (statements.length >= CAPACITY) return drop();
  const record = {
    requestId: request?.id ?? null,
    driver,
    sql: text,
    parameters: [],
    atMs: performance.timeOrigin + performance.now(),
    durationMs: null,
    rows: null,
    failure: null,
    frames,
  };
  statements.push(record);
  return record;
}

export function finish(record, { rows, failure }) {
  record.durationMs = performance.timeOrigin + performance.now() - record.atMs;
  record.rows = rows;
  record.failure = failure;
}

export function keepParameters(record, values) {
  record.parameters = Array.isArray(values) ? values.slice(0, PARAMETER_LIMIT).map(writeParameter) : [];
}

export function takeAll() {
  const taken = {
    statements,
    requests: requests.map(({ id, method, path, statements: count }) => ({
      id,
      method,
      path,
      statements: count,
    })),
    seenRequests: [...seen.values()].reduce((sum, count) => sum + count, 0),
    droppedStatements,
  };
  statements = [];
  requests = [];
  seen = new Map();
  droppedStatements = 0;
  return taken;
}

function drop() {
  droppedStatements += 1;
  return null;
}
