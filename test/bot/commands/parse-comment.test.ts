// What counts as a command in a comment, and everything that must not.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../bot/commands/command.ts';
import { parseComment } from '../../../bot/commands/parse-comment.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';

describe('commands', () => {
  test.each([
    ['/optimize', 'optimize', null],
    ['/perfcrew optimize', 'optimize', null],
    ['/PerfCrew   Optimize  ', 'optimize', null],
    ['/perfcrew', 'help', null],
    ['/perfcrew help', 'help', null],
    ['/rerun', 'rerun', null],
    [`/perfcrew rerun sha=${SHA}`, 'rerun', SHA],
    [`/optimize ${SHA.slice(0, 7).toUpperCase()}`, 'optimize', SHA.slice(0, 7)],
    ['Thanks!\r\n\r\n/optimize\r\n', 'optimize', null],
    ['> they said\n\n/optimize', 'optimize', null],
    ['```js\ncode\n```\n/optimize', 'optimize', null],
    ['<!-- a template -->\n/optimize', 'optimize', null],
    ['```inline```\n/optimize', 'optimize', null],
  ])('%j', (body, name, sha) => {
    expect(parseComment(body)).toEqual({ kind: 'command', command: { name, sha } });
  });
});

describe('not for us', () => {
  test.each([
    ['nothing said', ''],
    ['a sentence about it', 'You could say /optimize here.'],
    ['a sentence that begins with it', '/optimize is what I would try next'],
    ['a fence', '```\n/optimize\n```'],
    ['a fence that is never closed', '~~~\n/optimize'],
    ['a fence in a fence', '````\n```\n/optimize\n````'],
    ['a fence that a later opening does not close', '```\ncode\n```js\n/optimize\n```'],
    ['a fence of the other kind', '```\n~~~\n/optimize'],
    ['indented code', '    /optimize'],
    ['code by a tab', '\t/optimize'],
    ['a quote', '> /optimize'],
    ['the rest of a quote', '> they said\n/optimize'],
    ['hidden text', '<!--\n/optimize\n-->'],
    ['preformatted text', '<pre>\n/optimize\n</pre>'],
    ['a list', '- /optimize'],
    ['a path', '/optimize/index.ts'],
    ['another bot’s command', '/help'],
    ['another bot’s unknown command', '/lgtm'],
    ['the sixth line', 'a\nb\nc\nd\ne\n/optimize'],
    ['a mention', '@perfcrew optimize'],
    ['a commit that is none', '/optimize sha=xyz'],
    ['a text longer than GitHub takes', `/optimize\n${'x'.repeat(70_000)}`],
  ])('%s', (_, body) => {
    expect(parseComment(body)).toEqual({ kind: 'nothing' });
  });
});

describe('asked of us, but not understood', () => {
  test.each([
    ['/perfcrew optimise', 'optimise', 'optimize'],
    ['/perfcrew re-run', 're-run', 'rerun'],
    ['/perfcrew hlep', 'hlep', 'help'],
    ['/perfcrew deploy', 'deploy', null],
    ['/perfcrew optimize everything please', 'optimize everything please', 'optimize'],
    ['/perfcrew `@alice` <b>', 'alice b', null],
    ['/perfcrew ✨', '?', null],
    [`/perfcrew ${'x'.repeat(100)}`, 'x'.repeat(40), null],
  ])('%j', (body, said, nearest) => {
    expect(parseComment(body)).toEqual({ kind: 'unknown', said, nearest });
  });
});

describe('laws', () => {
  const command = fc.constantFrom(...Object.keys(COMMANDS).map((name) => `/perfcrew ${name}`), '/optimize');
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('', '```', '~~~', '````', '> x', '    x', '<!--', '-->'),
  );

  test('never throws, and tells only commands there are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, command)), (lines) => {
        const parsed = parseComment(lines.join('\n'));
        if (parsed.kind === 'command') expect(Object.keys(COMMANDS)).toContain(parsed.command.name);
      }),
    );
  });

  test('never fires inside a fence', () => {
    const fence = fc.record({
      mark: fc.constantFrom('`', '~'),
      length: fc.integer({ min: 3, max: 6 }),
      info: fc.constantFrom('', 'js', ' sh'),
    });
    // Anything but a line that could close the fence.
    const inside = fc
      .oneof(line, command)
      .map((text) => text.replaceAll(/[\r\n]/g, ' '))
      .filter((text) => !/^ {0,3}(`{3,}|~{3,})[ \t]*$/.test(text));
    fc.assert(
      fc.property(fence, fc.array(inside), ({ mark, length, info }, lines) => {
        const body = [mark.repeat(length) + info, ...lines].join('\n');
        expect(parseComment(body)).toEqual({ kind: 'nothing' });
        expect(parseComment(`${body}\n${mark.repeat(length)}`)).toEqual({ kind: 'nothing' });
      }),
    );
  });

  test('says the same of a comment with either kind of line ends', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, command)), (lines) => {
        const plain = lines.map((text) => text.replaceAll(/[\r\n]/g, ' '));
        expect(parseComment(plain.join('\r\n'))).toEqual(parseComment(plain.join('\n')));
      }),
    );
  });
});
