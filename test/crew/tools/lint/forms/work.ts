// The usual forms of work nobody needs, and of what stays behind after its component.
import type { Form } from './form.ts';

export const WORK: readonly Form[] = [
  {
    category: 'extra_work',
    name: 'parsed before an early return',
    bad: 'export function load(text, cache) { const tree = parseTree(text); if (cache.isFresh) return cache.tree; cache.tree = tree; return tree; }',
    good: 'export function load(text, cache) { if (cache.isFresh) return cache.tree; cache.tree = parseTree(text); return cache.tree; }',
  },
  {
    category: 'extra_work',
    name: 'read on one side of a choice',
    bad: 'export function add(layouts, name, source) { const parts = path.parse(source); layouts[name || parts.name] = source; }',
    good: 'export function add(layouts, name, source) { layouts[name || path.parse(source).name] = source; }',
  },
  {
    category: 'extra_work',
    name: 'formatted for a message that is seldom written',
    bad: 'export function note(id, root, debug) { const pretty = prettifyUrl(id, root); debug?.(`read ${pretty}`); }',
    good: 'export function note(id, root, debug) { debug?.(`read ${prettifyUrl(id, root)}`); }',
  },
  {
    category: 'extra_work',
    name: 'waited for before it is known to be wanted',
    bad: 'export async function price(account, loaders) { const host = await getHost(account, loaders); if (!account.isActive) return 0; return host.price; }',
    good: 'export async function price(account, loaders) { if (!account.isActive) return 0; const host = await getHost(account, loaders); return host.price; }',
  },
  {
    category: 'extra_work',
    name: 'both branches need it',
    bad: 'export function show(text, isLong) { const lines = parseLines(text); if (isLong) return lines; return null; }',
    good: 'export function show(text, isLong) { const lines = parseLines(text); if (isLong) { print(lines); } else { printShort(lines); } }',
  },
  {
    category: 'extra_work',
    name: 'needed by what is thrown',
    bad: 'export function check(input) { const text = JSON.stringify(input); return input.isFine || report(text); }',
    good: 'export function check(input) { const text = JSON.stringify(input); if (!input.isFine) throw new Error("No."); return text; }',
  },
  {
    category: 'memory_leak',
    name: 'an instance in a static field, with a comment on it',
    bad: 'class Outlet { static newest: Outlet | null; /** The static field keeps it. */ constructor() { Outlet.newest = this; } }',
    good: 'class Outlet { static newest: Outlet | null; constructor() { Outlet.newest = this; } destroy() { /* the static field; */ if (Outlet.newest === this) { Outlet.newest = null; } } }',
  },
  {
    category: 'event_listener',
    name: 'keys of the host of a component of Angular',
    bad: 'import { Directive } from "@angular/core"; @Directive({ host: { "(keydown)": "press($event)" } }) class Tip { press() { this.hide(); } }',
    good: 'import { Directive } from "@angular/core"; @Directive({ host: { "(focus)": "press($event)" } }) class Tip { press() { this.hide(); } }',
  },
  {
    category: 'needless_rerender',
    name: 'a deep watch in Vue',
    bad: 'import { watch } from "vue"; export function follow(options, run) { return watch(options, run, { deep: true }); }',
    good: 'import { watch } from "vue"; export function follow(options, run) { return watch(() => options.version, run); }',
  },
  {
    category: 'redundant_copy',
    name: 'a clone turned round to be walked',
    bad: 'export function apply(setters, value) { for (const set of utils.clone(setters).reverse()) value = set(value); return value; }',
    good: 'export function apply(setters, value) { for (let at = setters.length - 1; at >= 0; at -= 1) value = setters[at](value); return value; }',
  },
  {
    category: 'needless_rerender',
    name: 'events of a table in the zone of Angular',
    bad: 'import { Directive } from "@angular/core"; @Directive({}) class Ripple { bind(element) { this.events.forEach((listener, type) => element.addEventListener(type, listener)); } }',
    good: 'import { Directive } from "@angular/core"; @Directive({}) class Ripple { bind(element) { this.zone.runOutsideAngular(() => { this.events.forEach((listener, type) => element.addEventListener(type, listener)); }); } }',
  },
  {
    category: 'needless_rerender',
    name: 'a method that is called outside of the zone',
    bad: 'import { Directive } from "@angular/core"; @Directive({}) class Keys { open() { this.listen(); } listen() { this.body.addEventListener("scroll", this.onScroll); } }',
    good: 'import { Directive } from "@angular/core"; @Directive({}) class Keys { open() { if (this.zone) this.zone.runOutsideAngular(() => this.listen()); else this.listen(); } listen() { this.body.addEventListener("scroll", this.onScroll); } }',
  },
  {
    category: 'event_listener',
    name: 'a listener that does not prevent, beside one that does',
    bad: 'class Slider { onKey(event) { event.preventDefault(); } onTouch(event) { this.measure(); } bind(host) { host.addEventListener("touchstart", this.onTouch); } }',
    good: 'class Slider { onTouch(event) { event.preventDefault(); } bind(host) { host.addEventListener("touchstart", this.onTouch); } }',
  },
  {
    category: 'micro_alloc',
    name: 'a Set copied for its first member',
    bad: 'export function oldest(keys) { return Array.from(keys)[0]; }',
    good: 'export function oldest(keys) { return keys.values().next().value; }',
  },
  {
    category: 'micro_alloc',
    name: 'an iterable copied to be walked by its index',
    bad: 'export function render(source, step) { const all = Array.from(source); for (let at = 0; at < all.length; at++) { step(all[at], at); } }',
    good: 'export function render(source, step) { let at = 0; for (const one of source) { step(one, at++); } }',
  },
  {
    category: 'extra_iteration',
    name: 'a Set copied, filtered and mapped',
    bad: 'export const kept = (modules) => Array.from(modules).filter((one) => one.isNormal).map((one) => one.request);',
    good: 'export function kept(modules) { const found = []; for (const one of modules) if (one.isNormal) found.push(one.request); return found; }',
  },
  {
    category: 'micro_string',
    name: 'split whole for its first two parts',
    bad: 'export function packageOf(specifier) { return specifier.split("/").slice(0, 2); }',
    good: 'export function packageOf(specifier) { return specifier.split("/", 2); }',
  },
  {
    category: 'repeated_call',
    name: 'a path of a path, twice',
    bad: 'import { join, dirname } from "path"; export function meta(file) { if (has(join(dirname(file), "module.json"))) return read(join(dirname(file), "module.json")); return null; }',
    good: 'import { join, dirname } from "path"; export function meta(file) { const path = join(dirname(file), "module.json"); return has(path) ? read(path) : null; }',
  },
  {
    category: 'repeated_call',
    name: 'one service of Angular asked for twice',
    bad: 'export class Chip { constructor() { inject(StyleLoader).load(First); inject(StyleLoader).load(Second); } }',
    good: 'export class Chip { constructor() { const loader = inject(StyleLoader); loader.load(First); loader.load(Second); } }',
  },
  {
    category: 'repeated_call',
    name: 'a text made of a member twice in each turn',
    bad: 'export function unique(items, seen) { for (const item of items) { if (seen.has(item.toString())) continue; seen.add(item.toString()); } }',
    good: 'export function unique(items, seen) { for (const item of items) { const text = item.toString(); if (seen.has(text)) continue; seen.add(text); } }',
  },
  {
    category: 'extra_iteration',
    name: 'pairs of pairs for a Map',
    bad: 'export const revive = (table) => new Map(Object.entries(table).map(([key, value]) => [key, parse(value)]));',
    good: 'export function revive(table) { const map = new Map(); for (const key in table) map.set(key, parse(table[key])); return map; }',
  },
  {
    category: 'lazy_init',
    name: 'a first value worked out by a function that says so',
    bad: 'function useValue(subscription) { const ref = useRef(subscription.initialValue()); return ref.current; }',
    good: 'function useValue(subscription) { const [value] = useState(() => subscription.initialValue()); return value; }',
  },
  {
    category: 'extra_work',
    name: 'a test that reads it in its second half',
    bad: 'export async function both(one, other) { const first = await loadText(one); if (other.isOff) return false; return first === other.text; }',
    good: 'export function same(one, other) { const first = parseText(one); const second = parseText(other); if (!first || !second) return false; return first === second; }',
  },
  {
    category: 'repeated_call',
    name: 'a constant of the function made a text twice',
    bad: 'export async function store(files, table) { const manifest = normalize(table); await files.write("a.json", JSON.stringify(manifest)); await files.write("a.mjs", "export default " + JSON.stringify(manifest)); }',
    good: 'export async function store(files, table) { const manifest = normalize(table); const before = JSON.stringify(manifest); await change(manifest); return before === JSON.stringify(manifest); }',
  },
];
