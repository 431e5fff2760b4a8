// Patches of published code: steps real versions took, slower ways undone, edits that change nothing that takes time, and mistakes
// that look like optimizations.
import type { Edit } from '../kit/edit.ts';
import type { PackageProject, PatchCase, Truth } from './patch-case.ts';
import {
  ARRAY_FLATTEN,
  BASE64,
  DEEP_EQUAL,
  ESCAPE_HTML,
  FORWARDED,
  LEFT_PAD,
  LEVEN,
  MS,
  PRETTY_BYTES,
  VARY,
} from './projects.ts';

type Edits = readonly Omit<Edit, 'path'>[];

const edit = (from: string, to: string): Omit<Edit, 'path'> => ({ from, to });

const CHARACTER_BY_CHARACTER: Edits = [
  edit('if (lastIndex !== index) {', 'if (false) {'),
  edit(
    'default:\n        continue;',
    "default:\n        html = html.split('').concat(str[index]).join('');\n        lastIndex = index + 1;\n        continue;",
  ),
  edit("var html = '';", 'var html = str.substring(0, match.index);'),
];
const SLICES: Edits = [
  edit(
    'temp2 = bCharCode === charCodeCache[i] ? temp : temp + 1;',
    'temp2 = left.slice(start + i, start + i + 1) === right.slice(start + j - 1, start + j) ? temp : temp + 1;',
  ),
];
const BY_CONCAT: Edits = [
  edit(
    'return flattenDown(array, [])',
    'return Array.from(array).reduce(function (all, one) {\n    return all.concat(Array.isArray(one) ? flattenFrom(one) : [one])\n  }, [])',
  ),
];
const CHUNKS_BY_CONCAT: Edits = [
  edit('output.push(tripletToBase64(tmp))', 'output = output.concat([tripletToBase64(tmp)])'),
];

/** `work` is for benchmarks other than the project's. */
type Told = readonly [id: string, project: PackageProject, title: string, edits: Edits, work?: string];

function apply(truth: Truth, ...told: Told): PatchCase {
  return made(truth, 'published', told);
}

/** Back from a slower way to the published one. */
function undo(...told: Told): PatchCase {
  return made('faster', 'edited', told);
}

function made(
  truth: Truth,
  from: 'published' | 'edited',
  [id, project, title, edits, work]: Told,
): PatchCase {
  const subject = { kind: 'package', project, change: { from, edits } } as const;
  return { id, truth, title, subject: work === undefined ? subject : { ...subject, work } };
}

/**
 * Real history is no promise: what an engine of 2014 liked today's may not, and steps that are told as faster read some inputs
 * otherwise (vary cuts line breaks off no more, forwarded asks another property, base64-js reads on after padding). The truth is
 * what holds today.
 */
function step(
  truth: Truth,
  id: string,
  change: { readonly project: PackageProject; readonly version: string },
): PatchCase {
  const { project, version } = change;
  return {
    id,
    truth,
    title: `${project.name} ${version} → ${project.version}`,
    subject: { kind: 'package', project, change: { from: 'version', version } },
  };
}

export const PACKAGE_CASES: readonly PatchCase[] = [
  step('slower', 'escape-html-1.0.1', { project: ESCAPE_HTML, version: '1.0.1' }),
  step('different', 'vary-1.1.0', { project: VARY, version: '1.1.0' }),
  step('different', 'forwarded-0.1.0', { project: FORWARDED, version: '0.1.0' }),
  step('different', 'base64-js-1.2.0', { project: BASE64, version: '1.2.0' }),
  undo(
    'escape-html-clean',
    ESCAPE_HTML,
    'Leave texts alone that hold nothing to escape',
    [edit('if (!match) {', 'if (str === "") {'), edit('for (index = match.index;', 'for (index = 0;')],
    `const text = 'a paragraph of words without any of them '.repeat(60);\nfor (let at = 0; at < 1_500; at += 1) use(lib(text + at));`,
  ),
  undo(
    'escape-html-pieces',
    ESCAPE_HTML,
    'Copy whole pieces instead of single characters',
    CHARACTER_BY_CHARACTER,
    `const text = 'words with <b>bold</b> & more; '.repeat(5);\nfor (let at = 0; at < 60; at += 1) use(lib(text + at));`,
  ),
  undo('escape-html-join', ESCAPE_HTML, 'Add to the text without lists in between', [
    edit(
      'html += str.substring(lastIndex, index);',
      "html = [html, str.substring(lastIndex, index)].join('');",
    ),
  ]),
  undo(
    'left-pad-doubling',
    LEFT_PAD,
    'Double the padding instead of adding one at a time',
    [
      edit('if (len & 1) pad += ch;', 'pad += ch;'),
      edit('len >>= 1;', 'len -= 1;'),
      edit('if (len) ch += ch;', 'if (len) continue;'),
    ],
    `for (let at = 0; at < 2_500; at += 1) use(lib(String(at), 700, '.'));`,
  ),
  undo(
    'left-pad-cache',
    LEFT_PAD,
    'Make the table of short paddings once',
    [
      edit(
        "if (ch === ' ' && len < 10) return cache[len] + str;",
        "if (ch === ' ' && len < 10) return cache.map(function (one) { return one; })[len] + str;",
      ),
    ],
    `for (let at = 0; at < 60_000; at += 1) use(lib(String(at % 100), 6));`,
  ),
  undo(
    'leven-codes',
    LEVEN,
    'Compare the codes of characters',
    SLICES,
    `const words = Array.from({ length: 60 }, (_, at) => 'measure' + (at * 7919).toString(36) + 'perform' + (at * 104729).toString(36));
for (let turn = 0; turn < 1; turn += 1) for (const one of words.slice(0, 20)) for (const other of words) use(lib(one, other));`,
  ),
  undo('leven-prefix', LEVEN, 'Leave out what both texts begin with', [
    edit('while (start < leftLength && (left', 'while (start < 0 && (left'),
  ]),
  undo('array-flatten-push', ARRAY_FLATTEN, 'Push into one list', BY_CONCAT),
  undo('array-flatten-copy', ARRAY_FLATTEN, 'Read the list itself instead of copies', [
    edit(
      '    var value = array[i]\n\n    if (depth > -1',
      '    var value = array.slice()[i]\n\n    if (depth > -1',
    ),
  ]),
  undo('vary-lowercase', VARY, 'Look a field up without another pass over the list', [
    edit(
      'if (vals.indexOf(fld) === -1) {',
      'if (!vals.map(function (one) { return one.trim().toLowerCase() }).includes(fld)) {',
    ),
  ]),
  undo(
    'forwarded-split',
    FORWARDED,
    'Read codes from the header itself',
    [edit('switch (header.charCodeAt(i)) {', "switch (header.split('')[i].charCodeAt(0)) {")],
    `const list = Array.from({ length: 12 }, (_, at) => '10.0.0.' + at).join(', ');
for (let at = 0; at < 400; at += 1) use(lib({ headers: { 'x-forwarded-for': list }, socket: { remoteAddress: '::1' }, connection: { remoteAddress: '::1' } }));`,
  ),
  undo('vary-regexp', VARY, 'Compile the pattern once', [
    edit('!FIELD_NAME_REGEXP.test(fields[j])', '!new RegExp(FIELD_NAME_REGEXP.source).test(fields[j])'),
  ]),
  undo(
    'base64-js-push',
    BASE64,
    'Push pieces into one list',
    CHUNKS_BY_CONCAT,
    `const bytes = Array.from({ length: 6_000 }, (_, at) => (at * 31) % 256);\nfor (let turn = 0; turn < 5; turn += 1) use(lib.fromByteArray(bytes).length);`,
  ),
  undo('fast-deep-equal-own', DEEP_EQUAL, 'Ask for each key instead of searching the list of keys', [
    edit('!Object.prototype.hasOwnProperty.call(b, keys[i])', '!Object.keys(b).includes(keys[i])'),
  ]),
  undo('fast-deep-equal-sort', DEEP_EQUAL, 'Compare keys unsorted', [
    edit('keys = Object.keys(a);', 'keys = Object.keys(a).sort();'),
  ]),
  undo('ms-regexp', MS, 'Keep the pattern as a literal', [
    edit('var match = /^(', 'var match = new RegExp(/^('),
    edit('?$/i.exec(', "?$/i.source, 'i').exec("),
  ]),
  undo('pretty-bytes-clone', PRETTY_BYTES, 'Copy the options without going through JSON', [
    edit(
      'options = Object.assign({bits: false, binary: false}, options);',
      'options = JSON.parse(JSON.stringify(Object.assign({bits: false, binary: false}, options)));',
    ),
  ]),

  apply('same', 'escape-html-string', ESCAPE_HTML, 'Convert with String()', [
    edit("var str = '' + string;", 'var str = String(string);'),
  ]),
  apply('same', 'left-pad-odd', LEFT_PAD, 'Test for odd numbers by the remainder', [
    edit('if (len & 1) pad += ch;', 'if (len % 2 === 1) pad += ch;'),
  ]),
  apply('same', 'leven-strict', LEVEN, 'Write minus one out', [
    edit('left.charCodeAt(~-leftLength) ===', 'left.charCodeAt(leftLength - 1) ==='),
  ]),
  apply('same', 'array-flatten-length', ARRAY_FLATTEN, 'Read the length once', [
    edit(
      'function flattenDown (array, result) {\n  for (var i = 0; i < array.length; i++) {',
      'function flattenDown (array, result) {\n  for (var i = 0, length = array.length; i < length; i++) {',
    ),
  ]),
  apply('same', 'vary-length', VARY, 'Read the number of fields once', [
    edit(
      'for (var j = 0; j < fields.length; j++) {',
      'for (var j = 0, many = fields.length; j < many; j++) {',
    ),
  ]),
  apply('same', 'forwarded-socket', FORWARDED, 'Return early', [
    edit(
      'return req.socket\n    ? req.socket.remoteAddress\n    : req.connection.remoteAddress',
      'if (req.socket) return req.socket.remoteAddress\n  return req.connection.remoteAddress',
    ),
  ]),
  apply('same', 'base64-js-shift', BASE64, 'Use one expression for the lengths', [
    edit(
      "var validLen = b64.indexOf('=')\n  if (validLen === -1) validLen = len",
      "var found = b64.indexOf('=')\n  var validLen = found === -1 ? len : found",
    ),
  ]),
  apply('same', 'fast-deep-equal-strict', DEEP_EQUAL, 'Compare lengths strictly', [
    edit('if (length != b.length) return false;', 'if (length !== b.length) return false;'),
  ]),
  apply('same', 'ms-default', MS, 'Leave out the default branch', [
    edit('    default:\n      return undefined;\n', ''),
  ]),

  apply('slower', 'leven-slices', LEVEN, 'Compare the characters themselves, which needs no table', SLICES),
  apply('slower', 'array-flatten-concat', ARRAY_FLATTEN, 'Flatten by reduce and concat', BY_CONCAT),
  apply(
    'slower',
    'base64-js-concat',
    BASE64,
    'Join pieces without changing a list',
    CHUNKS_BY_CONCAT,
    `const bytes = Array.from({ length: 6_000 }, (_, at) => (at * 31) % 256);
for (let turn = 0; turn < 5; turn += 1) use(lib.fromByteArray(bytes).length);`,
  ),
  apply(
    'slower',
    'escape-html-characters',
    ESCAPE_HTML,
    'Escape character by character',
    CHARACTER_BY_CHARACTER,
    `const text = 'words with <b>bold</b> & more; '.repeat(5);\nfor (let at = 0; at < 60; at += 1) use(lib(text + at));`,
  ),

  apply(
    'different',
    'escape-html-quote',
    ESCAPE_HTML,
    'Look for four characters instead of five',
    [
      edit('var matchHtmlRegExp = /["\'&<>]/;', 'var matchHtmlRegExp = /["&<>]/;'),
      edit("      case 39: // '\n        escape = '&#39;';\n        break;\n", ''),
    ],
    `const text = 'a paragraph of words without any of them, as it\\'s said '.repeat(60);\nfor (let at = 0; at < 1_500; at += 1) use(lib(text + at));`,
  ),
  apply('different', 'left-pad-native', LEFT_PAD, 'Let the language pad', [
    edit(
      "  // `pad` starts with an empty string\n  var pad = '';",
      "  return str.padStart(len + str.length, ch);\n  var pad = '';",
    ),
  ]),
  apply(
    'different',
    'leven-limit',
    LEVEN,
    'Do not count on for texts that are far apart',
    [
      edit(
        '	let bCharCode;',
        '	if (rightLength - leftLength > 12) {\n		return rightLength;\n	}\n\n	let bCharCode;',
      ),
    ],
    `const words = Array.from({ length: 60 }, (_, at) => 'q' + (at * 7919).toString(36).repeat(1 + (at % 5) * 4));\nfor (let turn = 0; turn < 10; turn += 1) for (const one of words) for (const other of words) use(lib(one, other));`,
  ),
  apply('different', 'array-flatten-native', ARRAY_FLATTEN, 'Let the language flatten', [
    edit('return flattenDown(array, [])', 'return array.flat(3)'),
  ]),
  apply('different', 'fast-deep-equal-json', DEEP_EQUAL, 'Compare what JSON writes', [
    edit(
      '    keys = Object.keys(a);',
      '    if (Object.keys(a).length > 1) return JSON.stringify(a) === JSON.stringify(b);\n    keys = Object.keys(a);',
    ),
  ]),
  apply('different', 'ms-case', MS, 'Match without ignoring case', [
    edit('?$/i.exec(', '?$/.exec('),
    edit("(match[2] || 'ms').toLowerCase()", "match[2] || 'ms'"),
  ]),
];
