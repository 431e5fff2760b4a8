// Puts every frame of a profile into its source: the function with its last line, through source maps, callees that V8
// inlined told apart from their callers by the lines of the samples.
import type { Frame, PlacedNode, PlacedProfile, Tick } from '../../ports/profile-driver.ts';
import { openScripts, type OpenFunction, type OpenScript } from './open-scripts.ts';
import type { RawNode, RawProfile } from './raw-profile.ts';

export function placeProfile({ profile, scripts }: RawProfile): PlacedProfile {
  const parents = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
  );
  const opened = openScripts(scripts);
  const calls = callsOf(profile.nodes, parents);
  let timeUs = profile.startTime;
  return {
    nodes: profile.nodes.map((node) => placeNode(node, { parents, opened, calls })),
    samples: profile.samples,
    timesUs: profile.timeDeltas.map((delta) => (timeUs += delta)),
    endUs: profile.endTime,
  };
}

interface Context {
  readonly parents: ReadonlyMap<number, number>;
  readonly opened: ReadonlyMap<string, OpenScript>;
  readonly calls: Calls;
}

function placeNode(node: RawNode, { parents, opened, calls }: Context): PlacedNode {
  const { callFrame, id } = node;
  const parent = parents.get(id) ?? null;
  const script = opened.get(callFrame.scriptId);
  const own = script?.functionAt({ line: callFrame.lineNumber, column: callFrame.columnNumber }) ?? null;
  const ticks = (node.positionTicks ?? []).filter(({ line, ticks: count }) => line > 0 && count > 0);
  if (script === undefined || own === null) {
    const frame: Frame = {
      name: callFrame.functionName,
      url: callFrame.url,
      line: callFrame.lineNumber < 0 ? null : callFrame.lineNumber + 1,
      endLine: null,
    };
    return { id, parent, frame, ticks: countLines(ticks), inlined: [] };
  }
  const groups = Map.groupBy(ticks, ({ line }) =>
    functionOfLine(line - 1, { own, script, opened, calls, caller: keyOf(callFrame) }),
  );
  return {
    id,
    parent,
    frame: own.frame,
    ticks: countLines(sourceTicks(own, groups.get(own) ?? [])),
    inlined: [...groups]
      .filter(([found]) => found !== own)
      .map(([{ frame, script: its }, found]) => ({
        frame,
        ticks: countLines(sourceTicks({ frame, script: its }, found)),
      })),
  };
}

/**
 * The line of a sample is that of the innermost code, inlined or not, and says nothing of the file. Where it is not a line
 * of the function itself it is one of a function known to be called from here, else of one of the same script that ran,
 * else of the only other one that ran and has such a line.
 */
function functionOfLine(
  line: number,
  at: {
    readonly own: OpenFunction;
    readonly script: OpenScript;
    readonly opened: ReadonlyMap<string, OpenScript>;
    readonly calls: Calls;
    readonly caller: string;
  },
): OpenFunction {
  const { own, script, opened, calls, caller } = at;
  if (line >= own.start.line && line <= own.end.line) return own;
  const known = calls.callees.get(caller);
  const candidates = [...opened.values()]
    .map((other) => other.functionOfLine(line))
    .filter((found) => found !== null)
    .filter((found) => calls.ran.has(nameIn(found.name, found.script.scriptId)));
  const called = candidates.filter((found) => known?.has(nameIn(found.name, found.script.scriptId)));
  const near = candidates.filter((found) => found.script === script);
  return [called, near, candidates].find((some) => some.length === 1)?.[0] ?? own;
}

interface RawTick {
  readonly line: number;
  readonly ticks: number;
}

/** A minified line holds many functions: what a place of it was made from is believed only within the function. */
function sourceTicks(
  { frame, script }: Pick<OpenFunction, 'frame' | 'script'>,
  ticks: readonly RawTick[],
): RawTick[] {
  return ticks.map(({ line, ticks: count }) => {
    const source = script.sourceOfLine(line - 1);
    const isInside =
      source?.url === frame.url &&
      frame.line !== null &&
      source.line + 1 >= frame.line &&
      source.line + 1 <= (frame.endLine ?? frame.line);
    return { line: isInside ? source.line + 1 : (frame.line ?? line), ticks: count };
  });
}

function countLines(ticks: readonly RawTick[]): Tick[] {
  const counts = new Map<number, number>();
  for (const { line, ticks: count } of ticks) counts.set(line, (counts.get(line) ?? 0) + count);
  return [...counts].map(([line, count]) => ({ line, count }));
}

interface Calls {
  /** What each function was seen to call, directly or over others. */
  readonly callees: ReadonlyMap<string, ReadonlySet<string>>;
  /** All that had a stack frame of its own at some time. */
  readonly ran: ReadonlySet<string>;
}

function callsOf(nodes: readonly RawNode[], parents: ReadonlyMap<number, number>): Calls {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callees = new Map<string, Set<string>>();
  const ran = new Set<string>();
  for (const { id, callFrame } of nodes) {
    const callee = nameIn(callFrame.functionName, callFrame.scriptId);
    ran.add(callee);
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) {
      const caller = byId.get(at);
      if (caller === undefined) break;
      const known = callees.get(keyOf(caller.callFrame));
      if (known === undefined) callees.set(keyOf(caller.callFrame), new Set([callee]));
      else known.add(callee);
    }
  }
  return { callees, ran };
}

function nameIn(functionName: string, scriptId: string): string {
  return `${scriptId} ${functionName}`;
}

function keyOf({ scriptId, lineNumber, columnNumber }: RawNode['callFrame']): string {
  return `${scriptId}:${lineNumber}:${columnNumber}`;
}
