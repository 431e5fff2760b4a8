// Ranks the repository's functions by the time a CPU profile has them on the stack, time in packages given to who calls them.
import { selfTimes } from '../../../measure/profile/self-times.ts';
import type { PlacedNode } from '../../../ports/profile-driver.ts';
import type { SourceFile } from '../../source-file.ts';
import type { CallGraph, GraphFunction } from '../call-graph/call-graph.ts';
import { functionsAt, routesReaching } from '../call-graph/routes-reaching.ts';
import { type CpuProfile, placeProfile } from './cpu-profile.ts';
import type { HotPath } from './hot-path.ts';

interface Spent {
  selfUs: number;
  totalUs: number;
  readonly lines: Map<number, number>;
  readonly packages: Map<string, number>;
  readonly stacks: Map<string, number>;
}

/** The most total time first, then the most of its own. */
export function rankHotPaths(input: {
  readonly profile: CpuProfile;
  readonly graph: CallGraph;
  readonly files: readonly SourceFile[];
}): readonly HotPath[] {
  const { graph } = input;
  const profile = placeProfile(input.profile);
  const times = selfTimes(profile);
  const busyUs = Math.max(1, times.busyUs);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const functions = new Map(graph.functions.map((one) => [one.id, one]));
  const ownerOf = readOwners(graph, input.files);
  const spent = new Map<string, Spent>();
  for (const node of profile.nodes) {
    const selfUs = (times.byNode.get(node.id) ?? 0) + (times.collecting.get(node.id) ?? 0);
    if (selfUs === 0) continue;
    const stack = stackOf(node, nodes);
    const owners = stack.map(ownerOf);
    const own = owners[0];
    const packages = new Set(stack.map((one) => packageOf(one.frame.url)).filter((name) => name !== null));
    const nearest = owners.find((owner) => owner !== null) ?? null;
    const names = owners.flatMap((owner) => (owner === null ? [] : owner.id));
    for (const id of new Set(names)) {
      const at = spent.get(id) ?? {
        selfUs: 0,
        totalUs: 0,
        lines: new Map(),
        packages: new Map(),
        stacks: new Map(),
      };
      spent.set(id, at);
      at.totalUs += selfUs;
      const above = [...new Set(names.slice(names.indexOf(id) + 1))]
        .filter((other) => other !== id)
        .toReversed();
      add(at.stacks, above.join('\n'), selfUs);
      if (own?.id === id) {
        at.selfUs += selfUs;
        const ticks = node.ticks.reduce((sum, { count }) => sum + count, 0);
        for (const { line, count } of node.ticks) add(at.lines, line, (selfUs * count) / ticks);
      }
      const [entered] = own === null && nearest?.id === id ? [...packages].toReversed() : [];
      if (entered !== undefined) add(at.packages, entered, selfUs);
    }
  }
  const named = (id: string): string => functions.get(id)?.name ?? id;
  return [...spent]
    .flatMap(([id, at]): readonly HotPath[] => {
      const found = functions.get(id);
      if (found === undefined) return [];
      const { path, name, line, endLine } = found;
      const [stack = ''] = ranked(at.stacks)[0] ?? [];
      return [
        {
          path,
          name,
          line,
          endLine,
          selfMs: at.selfUs / 1000,
          totalMs: at.totalUs / 1000,
          selfShare: Math.min(1, at.selfUs / busyUs),
          totalShare: Math.min(1, at.totalUs / busyUs),
          lines: ranked(at.lines).map(([on, us]) => ({ line: on, selfMs: us / 1000 })),
          packages: ranked(at.packages).map(([of, us]) => ({ name: of, totalMs: us / 1000 })),
          stack: stack === '' ? [] : stack.split('\n').map(named),
          routes: routesReaching(graph, { path, line }).map(({ route, chain }) => ({
            route: `${route.method} ${route.path}`,
            chain: chain.map((step) => step.name),
          })),
        },
      ];
    })
    .toSorted((one, other) => other.totalMs - one.totalMs || other.selfMs - one.selfMs);
}

/** The repository's function that a frame is of: by the end of its address, which starts with wherever the checkout was. */
function readOwners(
  graph: CallGraph,
  files: readonly SourceFile[],
): (node: PlacedNode) => GraphFunction | null {
  const paths = new Set(files.map(({ path }) => path));
  const places = new Map<string, GraphFunction | null>();
  const functions = new Map(graph.functions.map((one) => [one.id, one]));
  return ({ frame }) => {
    if (frame.line === null || packageOf(frame.url) !== null || !/^(file|webpack[\w-]*):/.test(frame.url))
      return null;
    const key = `${frame.url}:${frame.line}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const path = pathIn(frame.url, paths);
    const line = frame.line;
    const [id] = path === null ? [] : functionsAt(graph, { path, line });
    const exact = graph.functions.find(
      (one) => one.path === path && one.line === line && one.name.split('.').at(-1) === frame.name,
    );
    const found = exact ?? (id === undefined ? null : (functions.get(id) ?? null));
    places.set(key, found);
    return found;
  };
}

function pathIn(url: string, paths: ReadonlySet<string>): string | null {
  const steps = url.replace(/^[\w-]+:\/\//, '').split('/');
  for (let from = 0; from < steps.length; from += 1) {
    const path = steps.slice(from).join('/');
    if (paths.has(path)) return path;
  }
  return null;
}

function packageOf(url: string): string | null {
  const inside = url.split('/node_modules/').slice(1).at(-1);
  if (inside === undefined) return null;
  const [scope = '', name = ''] = inside.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** From the node outwards. */
function stackOf(node: PlacedNode, nodes: ReadonlyMap<number, PlacedNode>): readonly PlacedNode[] {
  const stack: PlacedNode[] = [];
  for (
    let at: PlacedNode | undefined = node;
    at !== undefined;
    at = at.parent === null ? undefined : nodes.get(at.parent)
  )
    stack.push(at);
  return stack;
}

function add<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

function ranked<Key>(sums: ReadonlyMap<Key, number>): readonly (readonly [Key, number])[] {
  return [...sums].toSorted(([, one], [, other]) => other - one);
}
