// Reads a differential flame graph that a job beside strangers' code wrote: bounded in depth, width and names, never trusted.
import { cleanLine } from '../../../core/text/clean-text.ts';
import { cutText } from '../../../core/text/cut-text.ts';

/** In the short keys the viewer knows, so that thousands of frames stay small. */
export interface FlameFrame {
  /** Name. */
  readonly n: string;
  /** Microseconds per request on head. */
  readonly v: number;
  /** Head minus base. */
  readonly d: number;
  /** What it called. */
  readonly c: readonly FlameFrame[];
}

const LIMITS = { depth: 150, frames: 12_000, name: 200 } as const;
/** Frames thinner than this share of the whole cannot be seen or clicked. */
const LEAST_SHARE = 0.0005;

/** Null for what is no flame graph, or an empty one. */
export function readFlameTree(text: string): FlameFrame | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const whole = timesOf(json);
  const least = Math.max(whole.head, whole.base) * LEAST_SHARE;
  const room = { frames: LIMITS.frames };
  const root = frameOf(json, { depth: 0, least, room });
  return root === null || Math.max(root.v, root.v - root.d) <= 0 ? null : root;
}

interface Place {
  readonly depth: number;
  readonly least: number;
  /** Counted down over the whole tree. */
  readonly room: { frames: number };
}

function frameOf(value: unknown, { depth, least, room }: Place): FlameFrame | null {
  if (!isRecord(value) || depth > LIMITS.depth || room.frames <= 0) return null;
  room.frames -= 1;
  const children = Array.isArray(value['children']) ? value['children'] : [];
  const called = children
    .map((child: unknown) => ({ child, times: timesOf(child) }))
    .filter(({ times }) => Math.max(times.head, times.base) > least)
    .toSorted((one, other) => other.times.head + other.times.base - one.times.head - one.times.base)
    .flatMap(({ child }) => frameOf(child, { depth: depth + 1, least, room }) ?? []);
  // A caller is never thinner than what it called, whatever the file says.
  const own = timesOf(value);
  const head = Math.max(own.head, sum(called.map(({ v }) => v)));
  const base = Math.max(own.base, sum(called.map(({ v, d }) => v - d)));
  const name = typeof value['name'] === 'string' ? value['name'] : '';
  return {
    n:
      cutText(cleanLine(name.slice(0, LIMITS.name * 4)), LIMITS.name) ||
      (depth === 0 ? 'whole request' : '(anonymous)'),
    v: tenth(head),
    d: tenth(head - base),
    c: called,
  };
}

function timesOf(value: unknown): { readonly base: number; readonly head: number } {
  const head = isRecord(value) ? amount(value['value']) : 0;
  const delta = isRecord(value) ? amount(value['delta']) : 0;
  return { head: Math.max(0, head), base: Math.max(0, head - delta) };
}

/** A year in microseconds is more than any request takes. */
function amount(value: unknown): number {
  return typeof value === 'number' && Math.abs(value) < 3.2e13 ? value : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
