// A request and its answer as a person reads them in a report: without what is volatile, and without what might be a secret.
import type { Answer, AskedRequest, Body } from './answer.ts';
import { isList, isObject, type Json, sortedEntries } from './json-value.ts';
import { normalise } from './normalise.ts';
import type { VolatileParts } from './volatile-parts.ts';

const SHOWN_REQUEST_BODY = 500;
const TELLING = /authorization|cookie|token|secret|key|passw/i;

export function printRequest({ method, path, headers, body }: AskedRequest): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name.toLowerCase()}: ${TELLING.test(name) ? '…' : value}`,
  );
  const sent = body === null ? [] : ['', body.slice(0, SHOWN_REQUEST_BODY)];
  return [`${method} ${path}`, ...lines, ...sent].join('\n');
}

export function printAnswer(answer: Answer | null, volatile: VolatileParts): string[] {
  if (answer === null) return ['no answer'];
  const { status, headers, body } = normalise(answer, volatile);
  const names = [...headers.keys()].toSorted();
  return [`HTTP ${status}`, ...names.map((name) => `${name}: ${headers.get(name)}`), '', ...printBody(body)];
}

function printBody(body: Body): readonly string[] {
  switch (body.kind) {
    case 'empty':
      return [];
    case 'json':
      return JSON.stringify(ordered(body.value), null, 2).split('\n');
    case 'text':
      return body.lines;
    case 'binary':
      return [`${body.sizeBytes} bytes, SHA-256 ${body.sha256}`];
  }
}

function ordered(value: Json): Json {
  if (isList(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(sortedEntries(value).map(([key, inner]) => [key, ordered(inner)]));
}
