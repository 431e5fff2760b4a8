// GitHub's workflow expressions: parsed and evaluated with its loose comparisons, so that examples behave as they will there.
import { isObject, parseJson, toText, type Json, type JsonObject } from '../json.ts';

export interface Scope {
  /** github, env, needs, steps, matrix, inputs, secrets, vars, runner, job, strategy */
  readonly contexts: JsonObject;
  /** What success(), failure() and cancelled() look at. */
  readonly status: 'success' | 'failure' | 'cancelled' | 'skipped';
  /** hashFiles() of the workspace; absent before there is one. */
  readonly hashFiles?: (patterns: readonly string[]) => string;
}

/** Text with `${{ }}` filled in. */
export function interpolate(text: string, scope: Scope): string {
  return template(text, scope)
    .map((part) => (typeof part === 'string' ? part : toText(part.value)))
    .join('');
}

/** Like interpolate, but a text that is one expression keeps its type (matrices, booleans). */
export function evaluateValue(value: Json, scope: Scope): Json {
  if (typeof value === 'string') {
    const parts = template(value, scope);
    const [only] = parts;
    return parts.length === 1 && only !== undefined && typeof only !== 'string'
      ? only.value
      : interpolate(value, scope);
  }
  if (Array.isArray(value)) return value.map((item) => evaluateValue(item, scope));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluateValue(item, scope)]));
}

/** An `if:`; without a status function it also asks for success(). */
export function condition(text: string | boolean | undefined, scope: Scope): boolean {
  const source = text === undefined ? 'success()' : String(text).trim();
  const bare = /^\$\{\{([\s\S]*)\}\}$/.exec(source)?.[1] ?? source;
  const holdsTemplates = bare.includes('${{');
  const value = holdsTemplates ? interpolate(source, scope) : evaluate(bare, scope);
  const asksStatus = /\b(always|success|failure|cancelled)\s*\(/.test(source);
  return (asksStatus || scope.status === 'success') && truthy(value);
}

function template(text: string, scope: Scope): (string | { readonly value: Json })[] {
  const parts: (string | { readonly value: Json })[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('${{', at);
    if (start < 0) break;
    if (start > at) parts.push(text.slice(at, start));
    const end = closing(text, start + 3);
    parts.push({ value: evaluate(text.slice(start + 3, end), scope) });
    at = end + 2;
  }
  if (at < text.length || parts.length === 0) parts.push(text.slice(at));
  return parts;
}

function closing(text: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") isQuoted = !isQuoted;
    else if (!isQuoted && text.startsWith('}}', at)) return at;
  }
  throw new Error(`The expression ${JSON.stringify(text.slice(from))} is not closed by }}.`);
}

const tokenPattern =
  /\s*(?:('(?:[^']|'')*')|(-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))|([A-Za-z_][\w-]*)|(&&|\|\||[!=<>]=|[!<>()[\].,*]))/y;

export function evaluate(source: string, scope: Scope): Json {
  const parser = new Parser(tokens(source), scope);
  const value = parser.or();
  parser.end(source);
  return value();
}

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign';
  readonly text: string;
}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (source.slice(at).trim() !== '') {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(source);
    if (match === null)
      throw new Error(`Unexpected symbol in the expression ${JSON.stringify(source)} at ${at}.`);
    const [, text, number, name, sign] = match;
    if (text !== undefined) found.push({ kind: 'text', text: text.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else found.push({ kind: 'sign', text: sign ?? '' });
    at = tokenPattern.lastIndex;
  }
  return found;
}

/** Values come as functions so that the side of && and || that does not count is never evaluated. */
type Lazy = () => Json;

class Parser {
  private at = 0;
  private readonly list: readonly Token[];
  private readonly scope: Scope;

  constructor(list: readonly Token[], scope: Scope) {
    this.list = list;
    this.scope = scope;
  }

  or(): Lazy {
    let left = this.and();
    while (this.take('||')) {
      const [one, other] = [left, this.and()];
      left = () => (truthy(one()) ? one() : other());
    }
    return left;
  }

  end(source: string): void {
    if (this.at < this.list.length)
      throw new Error(`Unexpected ${this.list[this.at]?.text} in ${JSON.stringify(source)}.`);
  }

  private and(): Lazy {
    let left = this.comparison();
    while (this.take('&&')) {
      const [one, other] = [left, this.comparison()];
      left = () => (truthy(one()) ? other() : one());
    }
    return left;
  }

  private comparison(): Lazy {
    let left = this.unary();
    for (;;) {
      const sign = ['==', '!=', '<=', '>=', '<', '>'].find((one) => this.take(one));
      if (sign === undefined) return left;
      const [one, other] = [left, this.unary()];
      left = () => compare(sign, one(), other());
    }
  }

  private unary(): Lazy {
    if (!this.take('!')) return this.postfix();
    const value = this.unary();
    return () => !truthy(value());
  }

  private postfix(): Lazy {
    let value = this.primary();
    for (;;) {
      const before = value;
      if (this.take('.')) {
        if (this.take('*')) value = () => wildcard(before());
        else {
          const name = this.next().text;
          value = () => property(before(), name);
        }
      } else if (this.take('[')) {
        const key = this.take('*') ? null : this.or();
        this.expect(']');
        value = () => (key === null ? wildcard(before()) : property(before(), key()));
      } else return value;
    }
  }

  private primary(): Lazy {
    if (this.take('(')) {
      const value = this.or();
      this.expect(')');
      return value;
    }
    const token = this.next();
    if (token.kind === 'text') return () => token.text;
    if (token.kind === 'number') return () => Number(token.text);
    if (token.text === 'true' || token.text === 'false') return () => token.text === 'true';
    if (token.text === 'null') return () => null;
    if (this.take('(')) return this.functionCall(token.text);
    return () => property(this.scope.contexts, token.text);
  }

  private functionCall(name: string): Lazy {
    const parameters: Lazy[] = [];
    if (!this.take(')')) {
      do parameters.push(this.or());
      while (this.take(','));
      this.expect(')');
    }
    return () =>
      callFunction(
        name,
        parameters.map((one) => one()),
        this.scope,
      );
  }

  private take(sign: string): boolean {
    const token = this.list[this.at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw new Error(`An expression lacks ${sign}.`);
  }

  private next(): Token {
    const token = this.list[this.at++];
    if (token === undefined) throw new Error('An expression ends too early.');
    return token;
  }
}

/** Results of `.*`, whose properties are taken of every element. */
const filtered = new WeakSet<object>();

function wildcard(value: Json): Json {
  const items = Array.isArray(value) ? [...value] : isObject(value) ? Object.values(value) : [];
  filtered.add(items);
  return items;
}

function property(value: Json, key: Json): Json {
  if (Array.isArray(value)) {
    if (!filtered.has(value)) return typeof key === 'number' ? (value[key] ?? null) : null;
    const items: Json[] = value.map((item) => property(item, key)).filter((item) => item !== null);
    filtered.add(items);
    return items;
  }
  if (!isObject(value)) return null;
  const name = toText(key);
  const exact = value[name];
  if (exact !== undefined) return exact;
  const alike = Object.keys(value).find((one) => one.toLowerCase() === name.toLowerCase());
  return alike === undefined ? null : (value[alike] ?? null);
}

function callFunction(name: string, args: readonly Json[], scope: Scope): Json {
  const [first = null, second = null] = args;
  switch (name.toLowerCase()) {
    case 'contains':
      return Array.isArray(first)
        ? first.some((item) => truthy(compare('==', item, second)))
        : toText(first).toLowerCase().includes(toText(second).toLowerCase());
    case 'startswith':
      return toText(first).toLowerCase().startsWith(toText(second).toLowerCase());
    case 'endswith':
      return toText(first).toLowerCase().endsWith(toText(second).toLowerCase());
    case 'format':
      return toText(first).replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (all: string, index: string | undefined) =>
        index === undefined ? all.charAt(0) : toText(args[Number(index) + 1] ?? null),
      );
    case 'join':
      return Array.isArray(first)
        ? first.map(toText).join(args.length > 1 ? toText(second) : ',')
        : toText(first);
    case 'tojson':
      return JSON.stringify(first, null, 2);
    case 'fromjson':
      return fromJson(toText(first));
    case 'hashfiles':
      return scope.hashFiles?.(args.map(toText)) ?? '';
    case 'always':
      return true;
    case 'success':
      return scope.status === 'success';
    case 'failure':
      return scope.status === 'failure';
    case 'cancelled':
      return scope.status === 'cancelled';
    default:
      throw new Error(`Expressions have no function ${name}().`);
  }
}

function fromJson(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Error(`fromJSON() was given what is no JSON: ${JSON.stringify(text.slice(0, 200))}`, {
      cause: error,
    });
  }
}

function compare(sign: string, left: Json, right: Json): boolean {
  const order = difference(left, right);
  switch (sign) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** Texts compare without case; different kinds compare as numbers; NaN equals nothing. */
function difference(left: Json, right: Json): number {
  if (typeof left === 'string' && typeof right === 'string') {
    const [one, other] = [left.toLowerCase(), right.toLowerCase()];
    return one === other ? 0 : one < other ? -1 : 1;
  }
  if (typeof left === 'object' && left !== null) return left === right ? 0 : Number.NaN;
  return toNumber(left) - toNumber(right);
}

function toNumber(value: Json): number {
  if (value === null) return 0;
  if (typeof value === 'string') return value.trim() === '' ? 0 : Number(value);
  return typeof value === 'object' ? Number.NaN : Number(value);
}

function truthy(value: Json): boolean {
  return value !== null && value !== false && value !== 0 && value !== '' && !Number.isNaN(value);
}
