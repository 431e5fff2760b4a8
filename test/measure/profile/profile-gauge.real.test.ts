// The profile gauge on real apps: who is blamed for a planted slowdown, and who is not.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import type { Measurement } from '../../../src/measure/measurement.ts';
import { notMeasured } from '../measure/measure-project.ts';
import type { Project } from '../stage/project.ts';
import { observed, openProfiled, profile, type ProfiledOptions } from './profiled-project.ts';

const SERVER = `import { createServer } from 'node:http';
import { rank } from './lib/rank.js';
createServer((request, response) => response.end(String(rank(400)))).listen(process.env.PORT, '127.0.0.1');
`;
const SCORE = `export function score(value) {
  let sum = 0;
  for (let at = 0; at < 60; at += 1) sum += Math.sqrt(value * at);
  return sum;
}
`;
const RANK = `import { score } from './score.js';

export function rank(count) {
  let best = 0;
  for (let at = 0; at < count; at += 1) best = Math.max(best, score(at));
  return best;
}

export function unused() {
  return 1;
}
`;
const PACKAGE = JSON.stringify({ type: 'module', scripts: { start: 'node server.js' } });
const BASE = { 'package.json': PACKAGE, 'server.js': SERVER, 'lib/rank.js': RANK, 'lib/score.js': SCORE };

let project: Project | null = null;
afterEach(async () => {
  await project?.[Symbol.asyncDispose]();
  project = null;
});

function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('perfcrew-cpu-'));
}

async function profiled(options: ProfiledOptions): Promise<Measurement> {
  project = await openProfiled(options);
  return profile(project);
}

describe('profileGauge', () => {
  it('names the changed function and the line of the diff, and keeps both profiles', async () => {
    const before = leftovers();
    const slow = SCORE.replace('  return sum;', "  sum += String(value).repeat(300).split('').length;\n  return sum;");
    const measurement = await profiled({ base: BASE, head: { 'lib/score.js': slow } });
    const found = observed(measurement, 'hot-function');
    expect(found).toMatchObject({
      severity: 'warning',
      side: 'head',
      location: { path: 'lib/score.js', line: 4, side: 'head' },
    });
    expect(found?.title).toMatch(
      /^score \(lib\/score\.js:4\), changed here, \+[\d.]+ ms of the \+[\d.]+ ms CPU per request of GET \/work$/,
    );
    expect(found?.evidence.head).toMatch(/score \(lib\/score\.js:1\), changed here/);
    expect(measurement.artifacts.map(({ path }) => path)).toEqual([
      'artifacts/profile-1-get-work-base.cpuprofile',
      'artifacts/profile-1-get-work-head.cpuprofile',
      'artifacts/profile-1-get-work-difference.json',
    ]);
    const [, head, difference] = measurement.artifacts.map(({ path }): unknown =>
      JSON.parse(readFileSync(join(project?.scratch ?? '', path), 'utf8')),
    );
    expect(head).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array) });
    expect(difference).toMatchObject({ name: 'all', delta: expect.any(Number) });
    expect(leftovers()).toEqual(before);
  });
});
