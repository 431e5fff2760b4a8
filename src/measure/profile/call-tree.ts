// Profiles of any number of processes and passes as one tree of calls: what each cost per request, CPU time here.
import type { Frame, PlacedNode, PlacedProfile, Tick } from '../../ports/profile-driver.ts';
import { COLLECTOR, profiledFunction, type CodePlaces, type ProfiledFunction } from './profiled-function.ts';
import { selfTimes } from './self-times.ts';

export interface CallNode {
  readonly fn: ProfiledFunction;
  /** In milliseconds of CPU or in bytes, per request. */
  selfCost: number;
  /** Of the own cost, by line of the source. */
  readonly lines: Map<number, number>;
  readonly children: Map<string, CallNode>;
}

export interface ProfiledProcess {
  readonly profile: PlacedProfile;
  /** What the operating system counted, all threads. */
  readonly cpuMs: number;
}

const ROOT: ProfiledFunction = {
  key: 'root',
  name: 'all',
  owner: 'engine',
  path: null,
  line: null,
  endLine: null,
};

export function newTree(): CallNode {
  return newNode(ROOT);
}

/** `requests` is what all the processes served together. */
export function callTree(
  processes: readonly ProfiledProcess[],
  requests: number,
  places: CodePlaces,
): CallNode {
  const tree = newTree();
  for (const { profile, cpuMs } of processes) {
    const times = selfTimes(profile);
    // Waiting for a core is no work: a sample says what was on the stack, not whether it ran.
    const ran = times.busyUs > 0 ? Math.min(1, (cpuMs * 1000) / times.busyUs) : 1;
    const scale = ran / 1000 / Math.max(1, requests);
    const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    const found = new Map<number, CallNode>();
    const place = (node: PlacedNode): CallNode => {
      const known = found.get(node.id);
      if (known !== undefined) return known;
      const parent = node.parent === null ? undefined : nodes.get(node.parent);
      const at = parent === undefined ? tree : childOf(place(parent), node.frame, places);
      found.set(node.id, at);
      return at;
    };
    for (const node of profile.nodes) {
      const at = place(node);
      const selfCost = (times.byNode.get(node.id) ?? 0) * scale;
      if (selfCost > 0) spend(at, node.ticks, selfCost);
      const collectingMs = (times.collecting.get(node.id) ?? 0) * scale;
      if (collectingMs > 0) {
        const collector = { name: COLLECTOR, url: '', line: null, endLine: null };
        childOf(at, collector, places).selfCost += collectingMs;
      }
    }
  }
  return tree;
}

/** The mean of passes that count alike. */
export function meanTree(trees: readonly CallNode[]): CallNode {
  const mean = newTree();
  for (const tree of trees) merge(mean, tree, 1 / trees.length);
  return mean;
}

export function totalCost({ selfCost, children }: CallNode): number {
  return [...children.values()].reduce((sum, child) => sum + totalCost(child), selfCost);
}

/** On the lines where the samples were. */
function spend(at: CallNode, ticks: readonly Tick[], selfCost: number): void {
  at.selfCost += selfCost;
  const all = ticks.reduce((sum, { count }) => sum + count, 0);
  for (const { line, count } of ticks)
    at.lines.set(line, (at.lines.get(line) ?? 0) + (selfCost * count) / all);
}

/** Calls within one package, or within Node, are one step. */
export function childOf(parent: CallNode, frame: Frame, places: CodePlaces): CallNode {
  const fn = profiledFunction(frame, places);
  if (fn.key === parent.fn.key) return parent;
  const known = parent.children.get(fn.key);
  if (known !== undefined) return known;
  const child = newNode(fn);
  parent.children.set(fn.key, child);
  return child;
}

function newNode(fn: ProfiledFunction): CallNode {
  return { fn, selfCost: 0, lines: new Map(), children: new Map() };
}

function merge(into: CallNode, from: CallNode, weight: number): void {
  into.selfCost += from.selfCost * weight;
  for (const [line, cost] of from.lines) into.lines.set(line, (into.lines.get(line) ?? 0) + cost * weight);
  for (const [key, child] of from.children) {
    const known = into.children.get(key) ?? newNode(child.fn);
    into.children.set(key, known);
    merge(known, child, weight);
  }
}
