// Where head's answer differs from base's once what is volatile is left out.
import { align } from './align.ts';
import type { Answer, Body } from './answer.ts';
import { compareJson } from './compare-json.ts';
import { difference, type Difference } from './difference.ts';
import { maskLine } from './line-pattern.ts';
import { normalise } from './normalise.ts';
import { NOTHING_VOLATILE, type VolatileParts } from './volatile-parts.ts';

const MOST_HUNKS = 50;

/** Empty where they are alike. Null stands for no answer in time. */
export function compareAnswers(
  base: Answer | null,
  head: Answer | null,
  volatile: VolatileParts = NOTHING_VOLATILE,
): Difference[] {
  if (base === null || head === null) return compareSilence(base, head);
  const [one, other] = [normalise(base, volatile), normalise(head, volatile)];
  return [
    ...compareStatus(one, other),
    ...compareHeaders(one.headers, other.headers),
    ...compareBodies(one.body, other.body),
  ];
}

function compareSilence(base: Answer | null, head: Answer | null): Difference[] {
  if (base === head) return [];
  const told = (answer: Answer | null) => (answer === null ? 'no answer' : String(answer.status));
  return [
    difference({
      part: 'answer',
      place: 'the answer',
      change: 'changed',
      base: told(base),
      head: told(head),
    }),
  ];
}

function compareStatus(base: Answer, head: Answer): Difference[] {
  if (base.status === head.status) return [];
  const told = { base: String(base.status), head: String(head.status) };
  return [difference({ part: 'status', place: 'status', change: 'changed', ...told })];
}

function compareHeaders(base: Answer['headers'], head: Answer['headers']): Difference[] {
  const names = [...new Set([...base.keys(), ...head.keys()])].toSorted();
  return names.flatMap((name) => {
    const [one, other] = [base.get(name), head.get(name)];
    if (one === other) return [];
    const change = one === undefined ? 'added' : other === undefined ? 'missing' : 'changed';
    return [difference({ part: 'header', place: name, change, base: one ?? '', head: other ?? '' })];
  });
}

function compareBodies(base: Body, head: Body): Difference[] {
  if (base.kind === 'json' && head.kind === 'json') return compareJson(base.value, head.value);
  if (base.kind === 'text' && head.kind === 'text') return compareLines(base.lines, head.lines);
  if (base.kind === 'binary' && head.kind === 'binary') {
    if (base.sha256 === head.sha256 && base.sizeBytes === head.sizeBytes) return [];
    return [
      difference({
        part: 'body',
        place: 'the binary body',
        change: 'changed',
        base: sized(base),
        head: sized(head),
      }),
    ];
  }
  if (base.kind === head.kind) return [];
  return [difference({ part: 'body', place: 'the body', change: 'type', base: base.kind, head: head.kind })];
}

function compareLines(base: readonly string[], head: readonly string[]): Difference[] {
  return align(base, head)
    .slice(0, MOST_HUNKS)
    .map(({ baseStart, baseEnd, headStart, headEnd }) => {
      const [removed, added] = [base.slice(baseStart, baseEnd), head.slice(headStart, headEnd)];
      const seen = {
        part: 'body',
        place: `line ${baseStart + 1}`,
        change: removed.length === 0 ? 'added' : added.length === 0 ? 'missing' : 'changed',
        base: lined(removed),
        head: lined(added),
      } as const;
      // Lines are counted from another start where something volatile stands above them.
      return difference(seen, `${lined(removed.map(maskLine))} → ${lined(added.map(maskLine))}`);
    });
}

function lined(lines: readonly string[]): string {
  const [first = '', ...others] = lines;
  return `"${first.trim().slice(0, 100)}"${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

function sized({ sizeBytes, sha256 }: Extract<Body, { kind: 'binary' }>): string {
  return `${sizeBytes} bytes (SHA-256 ${sha256.slice(0, 12)})`;
}
