// Frames of built code put back into their sources.
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { placeProfile } from '../../../src/io/profile/place-profile.ts';
import type { RawFunction, RawNode, RawProfile } from '../../../src/io/profile/raw-profile.ts';
import { openSourceMap } from '../../../src/io/profile/source-map.ts';

const SOURCE = `interface Item {
  readonly name: string;
}

export function shout(item: Item): string {
  const loud = item.name.toUpperCase();
  return loud + '!';
}

export const list = (items: Item[]): string[] => {
  return items.map((item) => shout(item));
};
`;

interface Built {
  readonly code: string;
  readonly mapUrl: string;
}

function built(options: { readonly minify: boolean }): Built {
  const { code, map } = transformSync(SOURCE, {
    ...options,
    loader: 'ts',
    sourcemap: true,
    sourcefile: '../src/list.ts',
    format: 'esm',
  });
  return { code, mapUrl: `data:application/json;base64,${Buffer.from(map).toString('base64')}` };
}

/** The function whose text is between the two, as V8 tells its range. */
function rangeOf(code: string, name: string, { from, to }: { from: string; to: string }): RawFunction {
  const start = code.indexOf(from);
  const end = code.indexOf(to, start) + to.length;
  const place = (offset: number) => {
    const before = code.slice(0, offset).split('\n');
    return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  };
  return { name, start: place(start), end: place(end) };
}

function profileOf({ code, mapUrl }: Built, functions: RawFunction[], ticks: number[]): RawProfile {
  const nodes = functions.map(({ name, start }, index): RawNode => ({
    id: index + 2,
    callFrame: {
      functionName: name,
      scriptId: '7',
      url: 'file:///shop/dist/list.js',
      lineNumber: start.line,
      columnNumber: start.column,
    },
    positionTicks: ticks.map((line) => ({ line, ticks: 1 })),
  }));
  const root = { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };
  const whole = {
    name: '',
    start: { line: 0, column: 0 },
    end: { line: code.split('\n').length, column: 0 },
  };
  return {
    pid: 1,
    cpuMs: 1,
    requests: 1,
    profile: {
      nodes: [{ id: 1, callFrame: root, children: nodes.map(({ id }) => id) }, ...nodes],
      startTime: 100,
      endTime: 400,
      samples: [2, 2],
      timeDeltas: [10, 20],
    },
    scripts: [
      {
        scriptId: '7',
        url: 'file:///shop/dist/list.js',
        sourceMapUrl: mapUrl,
        functions: [whole, ...functions],
      },
    ],
  };
}

describe('placeProfile', () => {
  test('leads function, last line and sampled lines back to the source', () => {
    const build = built({ minify: false });
    const shout = rangeOf(build.code, 'shout', { from: 'function shout', to: '}' });
    const sampled = build.code.split('\n').findIndex((line) => line.includes('toUpperCase')) + 1;
    const placed = placeProfile(profileOf(build, [shout], [sampled]));
    expect(placed.nodes[1]).toEqual({
      id: 2,
      parent: 1,
      frame: { name: 'shout', url: 'file:///shop/src/list.ts', line: 5, endLine: 8 },
      ticks: [{ line: 6, count: 1 }],
    });
    expect(placed).toMatchObject({ samples: [2, 2], timesUs: [110, 130], endUs: 400 });
  });

  test('knows the function of a minified line, and does not guess the line within it', () => {
    const build = built({ minify: true });
    const shout = rangeOf(build.code, 'shout', { from: 'function ', to: '}' });
    const placed = placeProfile(profileOf(build, [shout], [1, 1]));
    expect(placed.nodes[1]?.frame).toMatchObject({ url: 'file:///shop/src/list.ts', line: 5 });
    expect(placed.nodes[1]?.ticks).toEqual([{ line: 5, count: 2 }]);
  });

  test('takes a callback for a part of the function it is written in', () => {
    const build = built({ minify: false });
    const list = rangeOf(build.code, 'list', { from: '(items)', to: '};' });
    const callback = rangeOf(build.code, '', { from: '(item) =>', to: 'shout(item)' });
    const [, first, second] = placeProfile(profileOf(build, [list, callback], [])).nodes;
    expect(second?.frame).toEqual(first?.frame);
    expect(first?.frame).toMatchObject({ name: 'list', line: 10, endLine: 12 });
  });

  test('stays in the built code where the source map is missing, broken or lies elsewhere', () => {
    for (const mapUrl of ['', 'data:application/json,{', 'list.js.map', 'https://example.org/x.map']) {
      const build = { ...built({ minify: false }), mapUrl };
      const shout = rangeOf(build.code, 'shout', { from: 'function shout', to: '}' });
      const [, node] = placeProfile(profileOf(build, [shout], [2])).nodes;
      expect(node?.frame).toEqual({ name: 'shout', url: 'file:///shop/dist/list.js', line: 1, endLine: 4 });
      expect(node?.ticks).toEqual([{ line: 2, count: 1 }]);
    }
  });
});

test('sources are found beside the map, below its sourceRoot, and in the names bundlers give', () => {
  const map = (sources: string[], sourceRoot?: string): string =>
    `data:application/json,${encodeURIComponent(JSON.stringify({ version: 3, sources, sourceRoot, mappings: 'AAAA', names: [] }))}`;
  const urlOf = (mapUrl: string) =>
    openSourceMap({ url: 'file:///shop/dist/app.js', mapUrl })?.({ line: 0, column: 0 })?.url;
  expect(urlOf(map(['../src/app.ts']))).toBe('file:///shop/src/app.ts');
  expect(urlOf(map(['app.ts'], '../lib'))).toBe('file:///shop/lib/app.ts');
  expect(urlOf(map(['webpack://shop/./src/app.ts']))).toBe('webpack://shop/src/app.ts');
});
