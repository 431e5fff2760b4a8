// N+1: one statement asked again and again from one place within one request, each time for another value.
// Source: the rule of prosopite (same fingerprint and call stack) with the app's nearest line for the stack: in a loop with awaits the
// frames further out differ between the first turn and the others.
import type { Capture, Frame, Request, Statement } from './captured.ts';
import type { Fingerprint, Fingerprinter } from './fingerprint-statement.ts';

export interface RepeatedQuery {
  /** e.g. `GET /authors`. */
  readonly route: string;
  readonly fingerprint: Fingerprint;
  /** Nearest first; empty where only the wire was watched. */
  readonly frames: readonly Frame[];
  /** Median and most over the requests that repeat it. */
  readonly timesPerRequest: number;
  readonly maxTimesPerRequest: number;
  /** Median of the time spent on it in one request. */
  readonly msPerRequest: number;
  readonly requests: number;
  /** Numbers of the parameters that differ between the turns; empty where values stand in the text. */
  readonly varying: readonly number[];
}

interface Loop {
  readonly request: Request;
  readonly fingerprint: Fingerprint;
  readonly turns: readonly Statement[];
}

/** Fewer repetitions are as likely meant as not. */
const REPEATED = 5;

export function findRepeats(
  capture: Capture,
  fingerprint: Fingerprinter,
  routeOf: (request: Request) => string = ({ method, path }) => `${method} ${path}`,
): readonly RepeatedQuery[] {
  const loops = [...loopsIn(capture, fingerprint)].filter(
    ({ turns }) => turns.length >= REPEATED && new Set(turns.map(valuesOf)).size > 1,
  );
  return Map.groupBy(loops, (loop) => `${routeOf(loop.request)}\n${keyOf(loop.fingerprint, loop.turns[0])}`)
    .values()
    .flatMap((same) => summarise(same, routeOf))
    .toArray()
    .toSorted((one, other) => other.timesPerRequest - one.timesPerRequest);
}

/** Every statement of every request with all its turns, however few. */
export function* loopsIn({ statements, requests }: Capture, fingerprint: Fingerprinter): Generator<Loop> {
  const byRequest = Map.groupBy(statements, ({ requestId }) => requestId);
  for (const request of requests) {
    const loops = Map.groupBy(byRequest.get(request.id) ?? [], (statement) =>
      keyOf(fingerprint(statement.sql), statement),
    );
    for (const turns of loops.values()) {
      const [first] = turns;
      if (first !== undefined) yield { request, fingerprint: fingerprint(first.sql), turns };
    }
  }
}

/** The statement and the line that asked for it. */
export function keyOf({ key }: Fingerprint, asked: Pick<Statement, 'frames'> | undefined): string {
  const nearest = asked?.frames[0];
  return `${key} ${nearest === undefined ? '' : `${nearest.file}:${nearest.line}`}`;
}

function summarise(loops: readonly Loop[], routeOf: (request: Request) => string): RepeatedQuery[] {
  const [first] = loops;
  if (first === undefined) return [];
  const times = loops.map(({ turns }) => turns.length);
  const spentMs = loops.map(({ turns }) => turns.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0));
  return [
    {
      route: routeOf(first.request),
      fingerprint: first.fingerprint,
      frames: longest(first.turns.map(({ frames }) => frames)),
      timesPerRequest: median(times),
      maxTimesPerRequest: Math.max(...times),
      msPerRequest: median(spentMs),
      requests: loops.length,
      varying: varyingOf(loops),
    },
  ];
}

function varyingOf(loops: readonly Loop[]): number[] {
  const varying = new Set<number>();
  for (const { turns } of loops) {
    const values = new Map<number, string>();
    for (const { parameters } of turns) {
      for (const [index, { value }] of parameters.entries()) {
        const text = JSON.stringify(value);
        if ((values.get(index) ?? text) !== text) varying.add(index + 1);
        values.set(index, text);
      }
    }
  }
  return [...varying].toSorted((one, other) => one - other);
}

function valuesOf({ sql, parameters }: Statement): string {
  return JSON.stringify([sql, parameters.map(({ value }) => value)]);
}

/** The outer frames are there in some turns only. */
function longest(stacks: readonly (readonly Frame[])[]): readonly Frame[] {
  return stacks.reduce<readonly Frame[]>((best, frames) => (frames.length > best.length ? frames : best), []);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
