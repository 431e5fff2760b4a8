// Forms of costs that histories of public repositories show mended, each written anew from what was learned of many of them.
import type { Form } from './form.ts';

export const HISTORIES: readonly Form[] = [
  {
    category: 'regex_in_hot_path',
    name: 'a pattern of middle length in a short function',
    bad: 'export function plain(name: string) { const lower = name.toLowerCase(); return lower.replace(/-beta$/, ""); }',
    good: 'const BETA = /-beta$/; export function plain(name: string) { const lower = name.toLowerCase(); return lower.replace(BETA, ""); }',
  },
  {
    category: 'regex_in_hot_path',
    name: 'a pattern with a name inside of its function',
    bad: 'function isKept(path: string): boolean { const dropped = /(notes|todo)\\.txt$/; return !dropped.test(path); }',
    good: 'const DROPPED = /(notes|todo)\\.txt$/; function isKept(path: string): boolean { return !DROPPED.test(path); }',
  },
  {
    category: 'regex_in_hot_path',
    name: 'a plain text looked for in a long function',
    bad: 'async function read(file: string) { const size = await sizeOf(file); if (/rc$/.test(file)) { return await readYaml(file, size); } return await readJson(file, size); }',
    good: 'async function read(file: string) { const size = await sizeOf(file); if (file.endsWith("rc")) { return await readYaml(file, size); } return await readJson(file, size); }',
  },
  {
    category: 'regex_in_hot_path',
    name: 'options compiled in the function that is given back',
    bad: 'export const guard = (options: Options) => { return async (c, next) => { const pattern = new RegExp("^" + options.prefix + " +(\\\\w+)$"); return pattern.exec(c.header) ? next() : null; }; };',
    good: 'export const guard = (options: Options) => { const pattern = new RegExp("^" + options.prefix + " +(\\\\w+)$"); return async (c, next) => { return pattern.exec(c.header) ? next() : null; }; };',
  },
  {
    category: 'sync_fs',
    name: 'a file read in an async function of a command',
    path: 'src/commands/serve/read.ts',
    bad: 'export async function load(file: string) { const text = readFileSync(file, "utf8"); return parse(await rulesOf(text)); }',
    good: 'export async function load(file: string) { const text = await readFile(file, "utf8"); return parse(await rulesOf(text)); }',
  },
  {
    category: 'sync_fs',
    name: 'a file read in a plain function beside asynchronous calls',
    bad: 'import fs from "node:fs"; export function clear(root: string) { for (const name of fs.readdirSync(root)) drop(name); } export const load = (path: string) => fs.promises.readFile(path);',
    good: 'import fs from "node:fs"; export async function clear(root: string) { for (const name of await fs.promises.readdir(root)) drop(name); } export const load = (path: string) => fs.promises.readFile(path);',
  },
  {
    category: 'regex_in_hot_path',
    name: 'a pattern in a function that a method of lists is given',
    bad: 'const isNote = (name: string) => { const kind = kindOf(name); log(kind); count(kind); keep(kind); note(kind); mark(kind); return /^# /.test(linesOf(name)); }; export const notes = (names: string[]) => names.filter(isNote);'.replaceAll(
      '; ',
      ';\n',
    ),
    good: 'const HEAD = /^#+ /; const isNote = (name: string) => { const kind = kindOf(name); log(kind); return HEAD.test(linesOf(name)); }; export const notes = (names: string[]) => names.filter(isNote);',
  },
  {
    category: 'quadratic_lookup',
    name: 'a list searched by a function that a loop calls',
    bad: 'export function unknown(files: File[], known: string[]) { const isKnown = (name: string) => known.includes(name); const left = []; for (const file of files) { if (!isKnown(file.name)) left.push(file); } return left; }',
    good: 'export function unknown(files: File[], known: string[]) { const names = new Set(known); const isKnown = (name: string) => names.has(name); const left = []; for (const file of files) { if (!isKnown(file.name)) left.push(file); } return left; }',
  },
  {
    category: 'linear_lookup_per_call',
    name: 'a list given by a function, searched by what is kept for later',
    bad: 'const wordsOf = (book: Book): string[] => [...book.nouns, ...book.verbs]; export function watch(book: Book, events: Events) { const words = wordsOf(book); events.isWord = (text: string) => words.includes(text); }',
    good: 'const wordsOf = (book: Book): string[] => [...book.nouns, ...book.verbs]; export function watch(book: Book, events: Events) { const words = new Set(wordsOf(book)); events.isWord = (text: string) => words.has(text); }',
  },
  {
    category: 'linear_lookup_per_call',
    name: 'the values of a Map copied to find one',
    bad: 'export function rowOf(rows: Map<string, Row>, id: string) { return [...rows.values()].find((row) => row.id === id); }',
    good: 'export function rowOf(rows: Map<string, Row>, id: string) { return rows.get(id); }',
  },
  {
    category: 'quadratic_lookup',
    name: 'a field that its class declares as a list',
    bad: 'class Guard { private allowed: string[] = []; check(rows: Row[]) { for (const row of rows) { if (!this.allowed.includes(row.name)) warn(row); } } }',
    good: 'class Guard { private allowed: Set<string> = new Set(); check(rows: Row[]) { for (const row of rows) { if (!this.allowed.has(row.name)) warn(row); } } }',
  },
  {
    category: 'await_serial',
    name: 'two files read for one object',
    bad: 'export async function secure(at: Place) { return { key: await readFile(at.key), cert: await readFile(at.cert) }; }',
    good: 'export async function secure(at: Place) { const [key, cert] = await Promise.all([readFile(at.key), readFile(at.cert)]); return { key, cert }; }',
  },
  {
    category: 'await_serial',
    name: 'reads that are only made under conditions',
    bad: 'export async function who(event: Event) { const user = event.userId && (await getPerson(event.userId)); const host = event.hostId && (await getPerson(event.hostId)); return { user, host }; }',
    good: 'export async function who(event: Event) { const [user, host] = await Promise.all([event.userId && getPerson(event.userId), event.hostId && getPerson(event.hostId)]); return { user, host }; }',
  },
  {
    category: 'n_plus_one',
    name: 'each thing retrieved from a service by its key',
    bad: 'export async function ordersOf(ids: string[]) { return await Promise.all(ids.map(async (id) => await orderService.retrieve(id))); }',
    good: 'export async function ordersOf(ids: string[]) { return await orderService.list({ id: ids }); }',
  },
  {
    category: 'await_in_loop',
    name: 'each thing asked once, unless it is known already',
    bad: 'export async function fill(sources: string[], known: Map<string, string>) { for (const source of sources) { if (known.has(source)) continue; known.set(source, await locate(source)); } }',
    good: 'export async function fill(sources: string[], known: Map<string, string>) { await Promise.all(sources.map(async (source) => { known.set(source, known.get(source) ?? (await locate(source))); })); }',
  },
  {
    category: 'await_in_loop',
    name: 'what is only asked where it is not there yet',
    bad: 'export async function scan(ids: string[], ready: Record<string, Facts>) { const facts = {}; for (const id of ids) { facts[id] = await (ready[id] ?? extract(id)); } return facts; }',
    good: 'export async function scan(ids: string[], ready: Record<string, Facts>) { return await Promise.all(ids.map((id) => ready[id] ?? extract(id))); }',
  },
  {
    category: 'await_serial',
    name: 'files removed one after another',
    bad: 'export async function clean(root: string) { await fs.rm(join(root, "cache"), OPTIONS); await fs.rm(join(root, "out"), OPTIONS); await fs.rm(join(root, "temp"), OPTIONS); }',
    good: 'export async function clean(root: string) { await Promise.all(["cache", "out", "temp"].map((name) => fs.rm(join(root, name), OPTIONS))); }',
  },
  {
    category: 'spread_accumulate',
    name: 'a list copied per event',
    bad: 'export function listen(events: Events) { let files = []; events.subscribe((event) => { files = [...files, event.path]; }); return () => files; }',
    good: 'export function listen(events: Events) { const files = []; events.subscribe((event) => { files.push(event.path); }); return () => files; }',
  },
  {
    category: 'quadratic_lookup',
    name: 'a list searched by the visitor of a tree',
    bad: 'export function mark(tree: Tree, options: Options) { const parts = options.parts(); walk(tree, { enter(node) { if (parts.some((part) => part.name === node.name)) node.mark(); } }); }',
    good: 'export function mark(tree: Tree, options: Options) { const names = new Set(options.parts().map((part) => part.name)); walk(tree, { enter(node) { if (names.has(node.name)) node.mark(); } }); }',
  },
  {
    category: 'regex_in_hot_path',
    name: 'a short class of characters in a short function',
    bad: 'const decode = (value: string) => { if (!/[%+]/.test(value)) return value; return decodeAll(value); };',
    good: 'const CODED = /[%+]/; const decode = (value: string) => { if (!CODED.test(value)) return value; return decodeAll(value); };',
  },
];
