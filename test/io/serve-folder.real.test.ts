// The static server asked over real sockets, politely and otherwise.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFolder } from '../../src/io/serve-folder.ts';

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly location: string | undefined;
  readonly body: string;
}

let parent = '';
let root = '';

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'perfcrew-serve-'));
  root = join(parent, 'site');
  await mkdir(join(root, 'docs', 'été'), { recursive: true });
  await mkdir(join(root, '.well-known'));
  const files = {
    'index.html': '<h1>home</h1>',
    'about.html': '<h1>about</h1>',
    'docs/index.html': '<h1>docs</h1>',
    'docs/été/menu.TXT': 'salade',
    'app.mjs': 'export {};',
    'data.unknown': 'x',
    'empty.css': '',
    '.env': 'SECRET=1',
    '.well-known/security.txt': 'Contact: x',
    '404.html': 'lost',
  };
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
  await writeFile(join(parent, 'secret.txt'), 'outside');
  await symlink(join(parent, 'secret.txt'), join(root, 'link.txt'));
});

afterAll(() => rm(parent, { recursive: true, force: true }));

/** Sends the path as it is; fetch would tidy it. */
function ask(origin: string, path: string, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((settle, reject) => {
    const sent = request({ hostname, port, path, method, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () =>
        settle({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'],
          location: response.headers.location,
          body,
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('what is there', () => {
  test.each([
    ['/', 200, 'text/html; charset=utf-8', '<h1>home</h1>'],
    ['/?x=1', 200, 'text/html; charset=utf-8', '<h1>home</h1>'],
    ['/about.html', 200, 'text/html; charset=utf-8', '<h1>about</h1>'],
    ['/about', 200, 'text/html; charset=utf-8', '<h1>about</h1>'],
    ['/docs/', 200, 'text/html; charset=utf-8', '<h1>docs</h1>'],
    ['/docs/%C3%A9t%C3%A9/menu.TXT', 200, 'text/plain; charset=utf-8', 'salade'],
    ['/app.mjs', 200, 'text/javascript; charset=utf-8', 'export {};'],
    ['/data.unknown', 200, 'application/octet-stream', 'x'],
    ['/empty.css', 200, 'text/css; charset=utf-8', ''],
    ['/.well-known/security.txt', 200, 'text/plain; charset=utf-8', 'Contact: x'],
    ['/missing', 404, 'text/html; charset=utf-8', 'lost'],
  ])('%s', async (path, status, type, body) => {
    await using server = await serveFolder(root, 0);
    expect(await ask(server.origin, path)).toMatchObject({ status, type, body });
  });

  test('a folder without its slash is redirected, so that relative links work', async () => {
    await using server = await serveFolder(root, 0);
    expect(await ask(server.origin, '/docs?page=2')).toMatchObject({
      status: 301,
      location: '/docs/?page=2',
    });
    expect(await ask(server.origin, '//docs')).not.toMatchObject({
      location: expect.stringMatching(/^\/\//),
    });
  });

  test('HEAD gives the headers alone; other methods are refused', async () => {
    await using server = await serveFolder(root, 0);
    expect(await ask(server.origin, '/', 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect(await ask(server.origin, '/', 'POST')).toMatchObject({ status: 405 });
  });
});

describe('what is not for visitors', () => {
  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/docs/../../secret.txt',
    '/..%5csecret.txt',
    '/.env',
    '/docs/.env',
    '/link.txt',
    '/%00',
    '/%zz',
  ])('%s', async (path) => {
    await using server = await serveFolder(root, 0);
    const { status, body } = await ask(server.origin, path);
    expect([400, 404]).toContain(status);
    expect(body).not.toMatch(/outside|SECRET/);
  });
});

describe('beginning and end', () => {
  test('a missing folder and a taken port are problems with a mend', async () => {
    await expect(serveFolder(join(root, 'nowhere'), 0)).rejects.toMatchObject({
      code: 'usage',
      mend: expect.stringContaining('Build the site'),
    });
    await using server = await serveFolder(root, 0);
    await expect(serveFolder(root, Number(new URL(server.origin).port))).rejects.toMatchObject({
      code: 'usage',
    });
  });

  test('disposing ends it, open connections included', async () => {
    const server = await serveFolder(root, 0);
    await ask(server.origin, '/');
    await server[Symbol.asyncDispose]();
    await expect(ask(server.origin, '/')).rejects.toThrow(/ECONNREFUSED/);
  });
});
