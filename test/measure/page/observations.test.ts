// What two loads of a page say about the change, in the words a reviewer reads.
import { describe, expect, it } from 'vitest';
import { observeLargestElement } from '../../../src/measure/page/observe-largest-element.ts';
import { observeFailedRequests, observeResources } from '../../../src/measure/page/observe-resources.ts';
import { observeConsole, observeScripts } from '../../../src/measure/page/observe-scripts.ts';
import { observeWaste } from '../../../src/measure/page/observe-waste.ts';
import { facts, sample, script } from './facts.ts';

const quiet = [sample(), sample(), sample()];
const audited = [facts()];

it('says nothing new of a page that did not change', () => {
  expect(observeResources(quiet, quiet)).toEqual([]);
  expect(observeScripts(audited, audited)).toEqual([]);
  expect(observeFailedRequests(quiet, quiet)).toEqual([]);
  expect(observeConsole(audited, audited)).toEqual([]);
  expect(observeLargestElement(quiet, quiet)).toMatchObject([
    { kind: 'largest-element', side: 'both', severity: 'note', title: 'The largest element is h1#hero' },
  ]);
});

describe('observeResources', () => {
  const loading = (...requests: ReturnType<typeof script>[]) => [sample({ requests }), sample({ requests })];

  it('tells growth with what it takes to find the file', () => {
    const base = loading(script('/app.js', 12_000));
    const head = loading(script('/app.js', 340_000));
    expect(observeResources(base, head)).toEqual([
      {
        kind: 'heavier-resource',
        side: 'head',
        severity: 'warning',
        title: '/app.js grew from 12 kB to 340 kB',
        detail: expect.stringContaining('on the wire'),
        evidence: { base: '/app.js: 12000 B', head: '/app.js: 340000 B' },
        clues: ['app.js', '/app.js'],
        location: null,
      },
    ]);
  });

  it.each([
    ['a large new file', 25_000, 'warning', '/new.js is new: 25 kB'],
    ['a small new file', 900, 'note', '/new.js is new: 0.9 kB'],
  ])('%s', (_, transferBytes, severity, title) => {
    const head = loading(script('/app.js', 12_000), script('/new.js', transferBytes));
    expect(observeResources(loading(script('/app.js', 12_000)), head)).toMatchObject([{ severity, title }]);
  });

  it('knows a file again whose name carries a hash of its content', () => {
    const base = loading(script('/assets/index-Bq3x9aT2.js', 100_000));
    const head = loading(script('/assets/index-Zk81mmQ0.js', 150_000));
    expect(observeResources(base, head)).toMatchObject([
      { title: '/assets/index.js grew from 100 kB to 150 kB', clues: ['index.js', '/assets/index.js'] },
    ]);
  });

  it('is not misled by one odd run', () => {
    const head = [sample(), sample({ requests: [script('/app.js', 900_000)] }), sample()];
    expect(observeResources(quiet, head)).toEqual([]);
  });
});

describe('observeFailedRequests', () => {
  const failing = (path: string) => [sample({ requests: [{ ...script(path, 100), statusCode: 404 }] })];

  it('tells what fails on head alone', () => {
    expect(observeFailedRequests(quiet, failing('/img/logo.png'))).toMatchObject([
      {
        severity: 'warning',
        title: '/img/logo.png answers 404 on head only',
        clues: ['logo.png', '/img/logo.png'],
      },
    ]);
  });

  it('leaves out what fails on both sides, and the favicon', () => {
    expect(observeFailedRequests(failing('/img/logo.png'), failing('/img/logo.png'))).toEqual([]);
    expect(observeFailedRequests(quiet, failing('/favicon.ico'))).toEqual([]);
  });
});

describe('observeScripts', () => {
  const busy = (mainThreadMs: number) => [facts({ scripts: [{ path: '/app.js', mainThreadMs }] })];

  it.each([
    [80, 480, 'head', 'warning', '/app.js keeps the main thread busy for 480 ms (80 ms on base)'],
    [600, 620, 'both', 'note', '/app.js keeps the main thread busy for 620 ms (600 ms on base)'],
  ])('%i ms on base, %i ms on head', (base, head, side, severity, title) => {
    expect(observeScripts(busy(base), busy(head))).toMatchObject([{ side, severity, title }]);
  });

  it.each([
    ['noise', 300, 380],
    ['a quick script that got slower', 5, 60],
    ['an improvement', 480, 80],
  ])('says nothing of %s', (_, base, head) => {
    expect(observeScripts(busy(base), busy(head))).toEqual([]);
  });
});

describe('observeConsole', () => {
  it('tells an error that only head prints', () => {
    const error = ['x is not a function\n  at app.js'];
    const head = [facts({ consoleErrors: error })];
    expect(observeConsole(head, head)).toEqual([]);
    expect(observeConsole([facts()], head)).toMatchObject([
      { kind: 'console-error', title: 'The console says on head only: x is not a function' },
    ]);
  });
});

describe('observeWaste', () => {
  it('tells images and code of which head sends more in vain, worst first, and nothing that base sent as well', () => {
    const base = facts({ images: [{ path: '/a.png', wastedBytes: 40_000 }] });
    const head = facts({
      images: [
        { path: '/a.png', wastedBytes: 45_000 },
        { path: '/b.png', wastedBytes: 20_000 },
      ],
      unused: [{ path: '/assets/app-Bq3x9aT2.js', wastedBytes: 90_000 }],
    });
    expect(observeWaste([base], [head])).toMatchObject([
      {
        kind: 'heavy-image',
        side: 'head',
        title: '/b.png could be 20 kB smaller',
        clues: ['b.png', '/b.png'],
      },
      { kind: 'unused-code', title: '90 kB of /assets/app.js are not used by the page' },
    ]);
    expect(observeWaste([head], [base])).toEqual([]);
    expect(observeWaste([], [head])).toEqual([]);
  });
});

describe('observeLargestElement', () => {
  it('warns when another element takes its place, and says how the code calls it', () => {
    const banner = {
      selector: 'body > main > img.banner',
      snippet: '<img class="banner wide" src="/img/big.webp" alt="">',
    };
    const head = [sample({ largestElement: banner }), sample({ largestElement: banner }), sample()];
    expect(observeLargestElement(quiet, head)).toMatchObject([
      {
        side: 'head',
        severity: 'warning',
        title: 'The largest element is now img.banner (h1#hero on base)',
        clues: ['big.webp', '/img/big.webp', 'banner', 'wide'],
      },
    ]);
  });
});
