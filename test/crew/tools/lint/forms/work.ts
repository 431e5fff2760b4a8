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
    bad: 'export function show(text, isLong) { const lines = text.split("\\n"); if (isLong) return lines; return null; }',
    good: 'export function show(text, isLong) { const lines = text.split("\\n"); if (isLong) { print(lines); } else { printShort(lines); } }',
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
    category: 'micro_alloc',
    name: 'map for its effects',
    bad: 'export function add(handlers, router) { handlers.map((handler) => { router.add(handler); }); }',
    good: 'export function add(handlers, router) { handlers.forEach((handler) => { router.add(handler); }); }',
  },
  {
    category: 'redundant_copy',
    name: 'a clone turned round to be walked',
    bad: 'export function apply(setters, value) { for (const set of utils.clone(setters).reverse()) value = set(value); return value; }',
    good: 'export function apply(setters, value) { for (let at = setters.length - 1; at >= 0; at -= 1) value = setters[at](value); return value; }',
  },
];
