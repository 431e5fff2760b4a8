import { expect, it } from 'vitest';
import { readTraffic } from '../../../../src/crew/tools/traffic/read-traffic.ts';

const COMBINED = `203.0.113.7 - ada [21/Nov/2026:10:00:01 +0100] "GET /api/orders?page=2 HTTP/1.1" 200 512 "https://a.example/" "Mozilla/5.0"
203.0.113.8 - - [21/Nov/2026:09:00:00 +0000] "GET /api/orders HTTP/2.0" 304 0 "-" "-"
203.0.113.8 - - [21/Nov/2026:09:00:02 +0000] "GET /api/broken HTTP/2.0" 500 0 "-" "-"
203.0.113.8 - - [21/Nov/2026:09:00:03 +0000] "\\x16\\x03\\x01" 400 0 "-" "-"
not a line of a log
`;

it('reads an access log for what was asked and when, and forgets by whom', () => {
  const requests = readTraffic(COMBINED, 'access.log');
  expect(requests).toEqual([
    { method: 'GET', path: '/api/orders', atMs: 0 },
    { method: 'GET', path: '/api/orders?page=2', atMs: 1000 },
  ]);
  expect(JSON.stringify(requests)).not.toMatch(/203\.0|ada|Mozilla/);
});

it.each([
  ['pino', { time: 1_763_719_200_500, req: { method: 'GET', url: '/a' }, res: { statusCode: 200 } }],
  ['seconds', { ts: 1_763_719_200.5, method: 'GET', uri: '/a', status: 200 }],
  [
    'Google',
    {
      timestamp: '2026-11-21T10:00:00.5Z',
      httpRequest: { requestMethod: 'GET', method: 'GET', requestUrl: 'https://a.example/a', status: 200 },
    },
  ],
])('reads JSON lines as %s writes them', (_, line) => {
  expect(readTraffic(`${JSON.stringify(line)}\n`, 'log.json')).toEqual([
    { method: 'GET', path: '/a', atMs: 0 },
  ]);
});

it('reads a HAR file', () => {
  const entry = (second: number, url: string) => ({
    startedDateTime: `2026-11-21T10:00:0${second}.000Z`,
    request: { method: 'GET', url, cookies: [{ name: 'session', value: 'secret' }] },
    response: { status: 200 },
  });
  const har = {
    log: { entries: [entry(3, 'https://a.example/b?x=1#top'), entry(1, 'https://a.example/a')] },
  };
  expect(readTraffic(JSON.stringify(har), 'a.har')).toEqual([
    { method: 'GET', path: '/a', atMs: 0 },
    { method: 'GET', path: '/b?x=1', atMs: 2000 },
  ]);
});

it('says what it can read where it finds nothing', () => {
  expect(() => readTraffic('hello\n', 'notes.txt')).toThrow('notes.txt holds no request that could be read.');
  expect(() => readTraffic('{"log": {}}', 'a.har')).toThrow('a.har holds no request');
});
