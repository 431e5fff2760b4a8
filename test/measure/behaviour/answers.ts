// Answers as they are read from a server, written short.
import type { Answer, Body } from '../../../src/measure/behaviour/answer.ts';
import type { Json } from '../../../src/measure/behaviour/json-value.ts';

export function answer(body: Body, headers: Readonly<Record<string, string>> = {}, status = 200): Answer {
  return { status, headers: new Map(Object.entries(headers)), body };
}

export function json(value: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return answer({ kind: 'json', value }, { 'content-type': 'application/json', ...headers });
}

export function text(content: string): Answer {
  return answer({ kind: 'text', lines: content.split('\n') }, { 'content-type': 'text/plain' });
}
