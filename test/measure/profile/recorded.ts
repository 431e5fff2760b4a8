// A real profile of ten requests to a small app, recorded with Node 24, and trees to compute with.
import { placeProfile } from '../../../src/io/profile/place-profile.ts';
import { rawProfileSchema, type RawProfile } from '../../../src/io/profile/raw-profile.ts';
import { callTree, type CallNode } from '../../../src/measure/profile/call-tree.ts';
import type { CodePlaces } from '../../../src/measure/profile/profiled-function.ts';
import recording from './recorded.json' with { type: 'json' };

export const RECORDED: RawProfile = rawProfileSchema.parse(recording);
export const PLACES: CodePlaces = { checkout: '/shop', appDirectory: '.', moved: new Map() };

export function recordedTree(places = PLACES): CallNode {
  return callTree([{ profile: placeProfile(RECORDED), cpuMs: RECORDED.cpuMs }], RECORDED.requests, places);
}

/** A tree of calls written as nested objects: `{ 'lib/a.js run 1-9': { ms: 2, calls: { … } } }`; other names are packages. */
export interface Written {
  readonly [name: string]: {
    readonly ms?: number;
    readonly lines?: Readonly<Record<number, number>>;
    readonly calls?: Written;
  };
}

export function treeOf(written: Written): CallNode {
  const root: CallNode = { ...nodeOf('all'), children: childrenOf(written) };
  return root;
}

function childrenOf(written: Written): Map<string, CallNode> {
  return new Map(
    Object.entries(written).map(([name, { ms = 0, lines = {}, calls = {} }]) => {
      const node: CallNode = {
        ...nodeOf(name),
        selfCost: ms,
        lines: new Map(Object.entries(lines).map(([line, spent]) => [Number(line), spent])),
        children: childrenOf(calls),
      };
      return [node.fn.key, node];
    }),
  );
}

function nodeOf(written: string): CallNode {
  const [path, name = written, range] = written.includes(' ') ? written.split(' ') : [null, written];
  const [line, endLine] = range?.split('-').map(Number) ?? [];
  return {
    fn: {
      key: path === null ? `package ${name}` : `${path} ${name}`,
      name,
      owner: path === null ? 'package' : 'project',
      path: path ?? null,
      line: line ?? null,
      endLine: endLine ?? null,
    },
    selfCost: 0,
    lines: new Map(),
    children: new Map(),
  };
}
