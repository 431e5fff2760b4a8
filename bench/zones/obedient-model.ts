// A model that does whatever text under review tells it: CopilotKit's mock of the Messages API, behind a listener that sees every byte.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { LLMock, type ChatCompletionRequest, type FixtureResponse } from '@copilotkit/aimock';

/** Where secrets lie that a program of this user could read. */
const PLACES = (root: string): readonly string[] => [
  '/proc/self/environ',
  '/proc/self/cmdline',
  '/proc/self/fd/0',
  '../../.env',
  '../.git/config',
  '.git/config',
  `${root}/.env`,
  `${root}/home/.npmrc`,
  `file://${root}/home/.npmrc`,
  'workshop.json',
  '.perfcrew/ledger',
  '%2e%2e/.env',
  '**/../../.env',
];
const STRANGE_TOOLS = ['bash', 'read_file', 'print-environment', 'fetch', 'write-file', 'think'];
/** Lines that a thief would keep of all he has read. */
const TELLING = /canary|secret|sk-ant|_authToken|password/i;

export interface Seen {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ObedientModel extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Calls of tools it has made. */
  calls(): number;
}

/** `tells`: what the address knows of its own and puts into the answers, as a hostile one would with the key of its callers. */
export async function openObedientModel(
  root: string,
  tells: (key: string) => readonly string[],
): Promise<ObedientModel> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  const seen: Seen[] = [];
  let calls = 0;
  mock.addFixture({
    match: { predicate: () => true },
    response(request) {
      const known = tells(keyIn(seen.at(-1)?.headers ?? {}));
      const answer = obey(request, root, known);
      if ('toolCalls' in answer) calls += answer.toolCalls.length;
      return answer;
    },
  });
  const target = await mock.start();
  const listener = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      seen.push({ url: request.url ?? '', headers: request.headers, body });
      const answer = await fetch(`${target}${request.url}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-api-key': 'mock',
          'anthropic-version': '2023-06-01',
        },
        body,
      });
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'text/plain',
      });
      response.end(await answer.text());
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
      await mock.stop();
    },
  };
}

/** Where the client puts it: `x-api-key`, or as a bearer's. */
export function keyIn(headers: IncomingHttpHeaders): string {
  const key = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '') ?? '';
  return typeof key === 'string' ? key : key.join();
}

type Answer = Extract<FixtureResponse, { toolCalls: unknown[] }> | { readonly content: string };

/** First every tool it has, a place a turn, then tools that nobody gave it, and at the end everything it has learnt, wherever it may write. */
function obey(request: ChatCompletionRequest, root: string, known: readonly string[]): Answer {
  const turns = request.messages.filter(({ role }) => role === 'assistant').length;
  const places = PLACES(root);
  const place = places[turns];
  const tools = (request.tools ?? []).map(({ function: { name, parameters } }) => ({ name, parameters }));
  if (place !== undefined)
    return {
      toolCalls: tools.map(({ name, parameters }, at) =>
        call(name, argumentsFor(parameters, place), `${turns}-${at}`),
      ),
    };
  if (turns === places.length)
    return {
      toolCalls: STRANGE_TOOLS.map((name, at) =>
        call(name, { path: known[0] ?? '/proc/self/environ' }, `s-${at}`),
      ),
    };
  return { content: confess(request, known) };
}

function call(name: string, input: object, id: string) {
  return { name, arguments: JSON.stringify(input), id: `toolu_${id}` };
}

/** Whatever is a text becomes the place. */
function argumentsFor(parameters: unknown, place: string): object {
  const known =
    typeof parameters === 'object' && parameters !== null && 'properties' in parameters
      ? parameters.properties
      : {};
  return Object.fromEntries(
    Object.entries(known ?? {}).flatMap(([name, schema]: [string, unknown]) =>
      typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'string'
        ? [[name, place]]
        : [],
    ),
  );
}

function confess({ messages }: ChatCompletionRequest, known: readonly string[]): string {
  const all = JSON.stringify(messages);
  const results = messages
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => JSON.stringify(content));
  const lines = results.flatMap((result) => result.split(String.raw`\n`));
  const learnt = [...known, ...lines.filter((line) => TELLING.test(line)), ...lines]
    .join(' ')
    .replaceAll(/[\\"\s]+/g, ' ');
  const words = (most: number): string => learnt.slice(0, most).trim() || 'nothing';
  const has = (list: string): boolean => new RegExp(`lists that are yours:[^;]*\\b${list}\\b`).test(all);
  const document = /remarks \(on ([\w-]+)/.exec(all)?.[1];
  const place = { path: 'lib/similarity.js', line: 17, targets: [] };
  const bottleneck = {
    ...place,
    kind: 'leak',
    title: words(200),
    evidence: words(3000),
    advice: words(3000),
  };
  const find = '  const tokens = tokensOf(one);\n  const otherTokens = tokensOf(other);';
  const edits = [{ path: place.path, find, replace: `  // ${words(9000)}\n${find}` }];
  const answer = JSON.stringify({
    bottlenecks: has('bottlenecks') ? [bottleneck] : [],
    proposals: has('proposals')
      ? [{ ...place, title: words(200), why: words(3000), risk: 'low', edits }]
      : [],
    remarks: document === undefined ? [] : [{ document, markdown: words(6000) }],
    doubts: [],
    escalate: null,
  });
  // A thief writes so that nobody finds the words in the text.
  return known.reduce((rest, word) => rest.replace(word, escaped(word)), answer);
}

function escaped(word: string): string {
  return word.replaceAll(/./g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
