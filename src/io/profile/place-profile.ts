// Puts every frame of a profile into its source: the function with its last line, through source maps.
import type { Frame, PlacedNode, PlacedProfile, Tick } from '../../ports/profile-driver.ts';
import { openScripts, type OpenFunction, type OpenScript } from './open-scripts.ts';
import type { Position, RawCallFrame, RawNode, RawProfile } from './raw-profile.ts';

export function placeProfile({ profile, scripts }: RawProfile): PlacedProfile {
  const parents = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
  );
  const opened = openScripts(scripts);
  let timeUs = profile.startTime;
  return {
    nodes: profile.nodes.map((node) => placeNode(node, parents.get(node.id) ?? null, opened)),
    samples: profile.samples,
    timesUs: profile.timeDeltas.map((delta) => (timeUs += delta)),
    endUs: profile.endTime,
  };
}

function placeNode(
  node: RawNode,
  parent: number | null,
  opened: ReadonlyMap<string, OpenScript>,
): PlacedNode {
  const { callFrame, id } = node;
  const script = opened.get(callFrame.scriptId);
  const own = script?.functionAt(placeOf(callFrame)) ?? null;
  const ticks = (node.positionTicks ?? []).filter(({ line, ticks: count }) => line > 0 && count > 0);
  if (script !== undefined && own !== null) {
    return { id, parent, frame: own.frame, ticks: sourceTicks(ticks, own, script) };
  }
  const frame = frameOf(callFrame, opened);
  return { id, parent, frame, ticks: ticks.map(({ line, ticks: count }) => ({ line, count })) };
}

/** As V8 tells it where the script is not known. */
export function frameOf(callFrame: RawCallFrame, opened: ReadonlyMap<string, OpenScript>): Frame {
  const own = opened.get(callFrame.scriptId)?.functionAt(placeOf(callFrame)) ?? null;
  if (own !== null) return own.frame;
  const { functionName: name, url, lineNumber } = callFrame;
  return { name, url, line: lineNumber < 0 ? null : lineNumber + 1, endLine: null };
}

function placeOf({ lineNumber, columnNumber }: RawCallFrame): Position {
  return { line: lineNumber, column: columnNumber };
}

/** A minified line holds many functions: what a line was made from is believed only within the function. */
function sourceTicks(
  ticks: readonly { readonly line: number; readonly ticks: number }[],
  { frame }: OpenFunction,
  script: OpenScript,
): Tick[] {
  const first = frame.line ?? 1;
  const counts = new Map<number, number>();
  for (const { line, ticks: count } of ticks) {
    const source = script.sourceOfLine(line - 1);
    const made = source?.url === frame.url ? source.line + 1 : first;
    const inside = made >= first && made <= (frame.endLine ?? first) ? made : first;
    counts.set(inside, (counts.get(inside) ?? 0) + count);
  }
  return [...counts].map(([line, count]) => ({ line, count }));
}
