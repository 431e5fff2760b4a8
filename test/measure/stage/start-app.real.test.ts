// Apps that start, and all the ways in which they do not.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import type { configSchema } from '../../../src/config/config.ts';
import { NotMeasurable, type Stage } from '../../../src/measure/stage.ts';
import { prepareStage } from '../../../src/measure/stage/prepare-stage.ts';
import type { World } from '../../../src/ports/world.ts';
import { isAlive } from '../../io/shell/is-alive.ts';
import { openProject, server, type Project, type ProjectOptions } from './project.ts';

const root = join(import.meta.dirname, '../../..');
const stack: AsyncDisposableStack[] = [];
afterEach(async () => {
  for (const opened of stack.splice(0)) await opened.disposeAsync();
});

async function staged(
  options: ProjectOptions & { readonly app?: Partial<z.input<typeof configSchema>['app']> },
  adapt: (world: World) => World = (world) => world,
): Promise<{ project: Project; stage: Stage }> {
  const opened = new AsyncDisposableStack();
  stack.push(opened);
  const app = { start: 'node server.js', ready_timeout_seconds: 20, ...options.app };
  const project = opened.use(await openProject({ ...options, config: { app, ...options.config } }));
  const { config, pullRequest, scratch, world } = project;
  const stage = await prepareStage({
    config,
    pullRequest,
    world: adapt(world),
    logsDirectory: `${scratch}/logs`,
    needs: { app: true, database: false, install: true, build: true },
  });
  return { project, stage: opened.use(stage) };
}

/** Asked for `/spend` it works for 300 ms of CPU time. */
function spendsTime(text: string): string {
  return `require('node:http').createServer((request, response) => {
    const begun = process.cpuUsage();
    const spent = () => { const { user, system } = process.cpuUsage(begun); return (user + system) / 1000; };
    if (request.url === '/spend') while (spent() < 300);
    response.end(${JSON.stringify(text)});
  }).listen(process.env.PORT, '127.0.0.1');\n`;
}

async function failureOf(start: Promise<unknown>): Promise<NotMeasurable> {
  const error: unknown = await start.then(
    () => new Error('It started.'),
    (reason: unknown) => reason,
  );
  if (error instanceof NotMeasurable) return error;
  throw error;
}

describe('an app that starts', () => {
  test('each side answers with its own code; afterwards nothing is left', async () => {
    const { project, stage } = await staged({
      base: { 'server.js': server('old') },
      head: { 'server.js': server('new') },
    });
    const [base, head] = [await stage.base.startApp(), await stage.head.startApp()];
    expect(await (await fetch(base.origin)).text()).toBe('old');
    expect(await (await fetch(head.origin)).text()).toBe('new');
    expect((await head.usage()).rssBytes).toBeGreaterThan(10_000_000);
    expect([base.alive(), head.alive()]).toEqual([true, true]);
    expect(project.worktrees()).toHaveLength(2);

    await base[Symbol.asyncDispose]();
    await expect(fetch(base.origin)).rejects.toThrow();
    await stage[Symbol.asyncDispose]();
    await expect(fetch(head.origin)).rejects.toThrow();
    expect(head.alive()).toBe(false);
    expect(project.worktrees()).toEqual([]);
    expect(project.logs()).toEqual(['app-base-1.log', 'app-head-1.log']);
  });

  test('twice on base and once on head, all starting at once: each has its port, log and processes', async () => {
    const { project, stage } = await staged({
      base: { 'server.js': spendsTime('old') },
      head: { 'server.js': spendsTime('new') },
    });
    const apps = await Promise.all([
      stage.base.startApp(),
      stage.base.startApp({ control: true }),
      stage.head.startApp(),
    ]);
    const [base, control, head] = apps;
    const said = await Promise.all(apps.map(async ({ origin }) => (await fetch(origin)).text()));
    expect(said).toEqual(['old', 'old', 'new']);
    expect(new Set(apps.map(({ origin }) => origin)).size).toBe(3);
    expect(project.logs()).toEqual(['app-base-1.log', 'app-control-1.log', 'app-head-1.log']);

    const cpuMs = async () => Promise.all(apps.map(async (app) => (await app.usage()).cpuMs));
    const before = await cpuMs();
    await fetch(`${control.origin}/spend`);
    const spent = (await cpuMs()).map((ms, index) => ms - (before[index] ?? 0));
    expect(spent[1]).toBeGreaterThanOrEqual(250);
    expect(Math.max(spent[0] ?? 0, spent[2] ?? 0)).toBeLessThan(200);

    await control[Symbol.asyncDispose]();
    expect(apps.map((app) => app.alive())).toEqual([true, false, true]);
    expect(await (await fetch(base.origin)).text()).toBe('old');
    await stage[Symbol.asyncDispose]();
    await expect(fetch(head.origin)).rejects.toThrow();
  });

  test('ends with the stage where nobody waits for its start any more', async () => {
    const waits = `console.log('pid', process.pid); setInterval(() => {}, 1000);\n`;
    const { project, stage } = await staged({ base: { 'server.js': waits } });
    const outcome = expect(stage.base.startApp()).rejects.toMatchObject({ name: 'AbortError' });
    const log = join(project.scratch, 'logs/app-base-1.log');
    const pid = await vi.waitFor(() => {
      const number = /pid (\d+)/.exec(readFileSync(log, 'utf8'))?.[1];
      expect(number).toBeDefined();
      return Number(number);
    }, 30_000);
    await stage[Symbol.asyncDispose]();
    await outcome;
    expect(isAlive(pid)).toBe(false);
    expect(project.worktrees()).toEqual([]);
  });

  test('gets its environment, and no secret', async () => {
    const code = `require('node:http').createServer((_, response) => response.end(JSON.stringify(process.env))).listen(process.argv[2]);\n`;
    const { stage } = await staged({
      base: { 'server.js': code },
      app: { start: 'node server.js {port}', port_env: 'MY_PORT', env: { COLOUR: 'blue' } },
      environment: { GITHUB_TOKEN: 'canary', NODE_AUTH_TOKEN: 'canary' },
    });
    await using app = await stage.head.startApp();
    const text = await (await fetch(app.origin)).text();
    expect(JSON.parse(text)).toMatchObject({
      NODE_ENV: 'production',
      COLOUR: 'blue',
      MY_PORT: new URL(app.origin).port,
    });
    expect(text).not.toContain('canary');
  });

  test('may listen on IPv6 alone, as `localhost` often means', async ({ skip }) => {
    const code = `require('node:http').createServer((_, response) => response.end('six')).listen(process.env.PORT, '::1');\n`;
    const { stage } = await staged({ base: { 'server.js': code }, app: { ready_timeout_seconds: 20 } });
    const app = await stage.head.startApp().catch((error: unknown) => String(error));
    if (typeof app === 'string')
      return skip(/EAFNOSUPPORT|EADDRNOTAVAIL/.test(app), 'no IPv6 on this machine');
    expect(await (await fetch(app.origin)).text()).toBe('six');
  });

  test('gets another port where somebody took the first meanwhile', async () => {
    const squatter = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const address = squatter.address();
    const taken = address !== null && typeof address === 'object' ? address.port : 0;
    let first = true;
    const { project, stage } = await staged({ base: { 'server.js': server('here') } }, (world) => ({
      ...world,
      network: {
        request: (request) => world.network.request(request),
        freePort: async () => {
          if (!first) return world.network.freePort();
          first = false;
          return taken;
        },
      },
    }));
    await using app = await stage.base.startApp();
    expect(await (await fetch(app.origin)).text()).toBe('here');
    expect(project.worktrees()).toHaveLength(2);
    squatter.close();
  });
});

describe('a folder of files', () => {
  const page = (text: string) => ({ 'site/index.html': `<h1>${text}</h1>` });
  const drivers: (world: World) => World = (world) => ({
    ...world,
    toolbox: {
      ...world.toolbox,
      driver: (driver) => [process.execPath, join(root, `src/io/drivers/${driver}.ts`)],
    },
  });

  test('is served from each side’s own checkout, and no longer when it is stopped', async () => {
    const app = { start: null, serve: 'site' };
    const { stage } = await staged({ base: page('old'), head: page('new'), app }, drivers);
    const [base, head] = [await stage.base.startApp(), await stage.head.startApp()];
    expect(await (await fetch(base.origin)).text()).toBe('<h1>old</h1>');
    expect(await (await fetch(head.origin)).text()).toBe('<h1>new</h1>');
    expect((await fetch(`${head.origin}/missing`)).status).toBe(404);
    await stage[Symbol.asyncDispose]();
    await expect(fetch(head.origin)).rejects.toThrow();
  });

  test('that only head no longer builds is head’s fault', async () => {
    const { stage } = await staged(
      {
        base: { 'build.sh': 'mkdir out && echo hi > out/index.html' },
        head: { 'build.sh': 'mkdir dist' },
        config: { setup: { build: 'sh build.sh' } },
        app: { start: null, serve: 'out' },
      },
      drivers,
    );
    const failure = await failureOf(stage.head.startApp());
    expect(failure.side).toBe('head');
    expect(failure.message).toMatch(
      /^The folder `out` of head could not be served\. It printed last:\nThere is no folder .*\/out to serve\./,
    );
    expect(failure.mend).toContain('`app.serve`');
  });
});

describe('an app that does not', () => {
  const dies = `console.log('connecting');\nthrow new Error('no such setting: SHOP_KEY');\n`;

  test('dies at start: told at once, with its last words', async () => {
    const { stage } = await staged({ base: { 'server.js': server('ok') }, head: { 'server.js': dies } });
    const begunMs = performance.now();
    const failure = await failureOf(stage.head.startApp());
    expect(performance.now() - begunMs).toBeLessThan(15_000);
    expect(failure.side).toBe('head');
    expect(failure.message).toContain(
      'The app of head ended with exit code 1 before it was ready: `node server.js`.',
    );
    expect(failure.message).toContain('no such setting: SHOP_KEY');
    expect(failure.mend).toMatch(/^Read .*app-head-1\.log and make `node server\.js` start/);
  });

  test('where base dies as well it is not head’s fault', async () => {
    const { stage } = await staged({ base: { 'server.js': dies }, head: { 'README.md': 'x' } });
    expect((await failureOf(stage.head.startApp())).side).toBe('base');
  });

  test('never listens: told after the time-out, and killed', async () => {
    // A shell is there in a moment: it has spoken before the second is over, however busy the machine.
    const { stage } = await staged({
      base: { 'waits.sh': 'echo "pid $$"\nexec sleep 300\n' },
      app: { start: 'sh waits.sh', ready: '/health', ready_timeout_seconds: 1 },
    });
    const failure = await failureOf(stage.base.startApp());
    expect(failure.message).toMatch(
      /^The app of base was not ready after 1 s: nothing answered GET \/health on the port given in PORT\. It printed last:\npid \d+$/,
    );
    expect(failure.mend).toContain('`app.port_env`');
    const pid = Number(/pid (\d+)/.exec(failure.message)?.[1]);
    expect(pid).toBeGreaterThan(1);
    expect(isAlive(pid)).toBe(false);
  });

  test('only ever answers 500', async () => {
    const fails = `require('node:http').createServer((_, response) => response.writeHead(503).end()).listen(process.env.PORT);\n`;
    const { stage } = await staged({ base: { 'server.js': fails }, app: { ready_timeout_seconds: 3 } });
    const failure = await failureOf(stage.base.startApp());
    expect(failure.message).toContain('GET / answered 503');
    expect(failure.mend).toContain('`app.ready`');
  });

  test('dies later: it is no longer alive and its last words are kept', async () => {
    const mortal = `require('node:http').createServer((request, response) => {
      response.end('ok');
      if (request.url === '/kill') { console.error('out of memory'); process.exitCode = 9; setImmediate(() => process.exit()); }
    }).listen(process.env.PORT);\n`;
    const { stage } = await staged({ base: { 'server.js': mortal } });
    await using app = await stage.base.startApp();
    await fetch(`${app.origin}/kill`).catch(() => null);
    await vi.waitFor(() => {
      expect(app.alive()).toBe(false);
      expect(app.tail()).toContain('out of memory');
    }, 30_000);
  });

  test('a failed build stands in its way, with the side that failed', async () => {
    const { stage } = await staged({
      base: { 'server.js': server('ok'), 'build.sh': 'echo built' },
      head: { 'build.sh': 'echo "src/app.ts(3,1): error" && exit 2' },
      config: { setup: { build: 'sh build.sh' } },
    });
    expect(stage.base.build).toMatchObject({ exitCode: 0, output: 'built\n' });
    expect(stage.head.build).toMatchObject({ exitCode: 2 });
    const failure = await failureOf(stage.base.startApp());
    expect(failure.side).toBe('head');
    expect(failure.message).toBe(
      'The build of head failed: `sh build.sh` ended with exit code 2.\nsrc/app.ts(3,1): error',
    );
  });
});
