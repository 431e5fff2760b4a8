// Reads the simple route registrations of Express, Fastify, Koa, Hono, Nest and plain http servers: GET, without parameters.
import { joinPath, lineOf, type Source } from './repository.ts';

interface FoundRoute {
  readonly path: string;
  /** True where the handler answers with HTML: a page, not an endpoint. */
  readonly html: boolean;
  readonly place: string;
}

export interface FoundRoutes {
  readonly routes: readonly FoundRoute[];
  /** GET routes left out because their path has a parameter, e.g. `/orders/:id`. */
  readonly withParameters: readonly string[];
  /** Files whose routes are mounted in a way that was not understood. */
  readonly unmounted: readonly string[];
}

interface Registration {
  readonly owner: string;
  readonly path: string;
  readonly html: boolean;
  /** True where the handler only sends elsewhere: there is nothing to measure. */
  readonly redirects: boolean;
  readonly place: string;
}

const VERB = /\b([A-Za-z_$][\w$]*)\s*\.\s*get\s*(?:<[^>(]*>)?\(\s*(['"`])(\/[^'"`\n]*)\2\s*,/g;
const ROUTE_OBJECT = /\b([A-Za-z_$][\w$]*)\s*\.\s*route\(\s*\{([^{}]*?method[^{}]*?)\}/g;
const NOT_A_SERVER =
  /^(axios|http|https|client|api[Cc]lient|request|supertest|agent|fetcher|cache|map|params|headers|nock|mock|page|redis|got|ky|superagent)$/;
const HTML = /\.(render|renderFile|sendFile|view|viewAsync|html)\(|text\/html|<!doctype html|<html/i;
const REDIRECT = /\bredirect\(|\b(?:writeHead|status|code)\(\s*30[12378]\b|@Redirect\(/;
const ANSWER = /\.(json|send|render|sendFile|html|text|body)\b|\.end\(\s*[^)\s]/;
const HARMFUL =
  /\/(logout|log-out|signout|sign-out|shutdown|exit|reset|delete|destroy|callback|webhooks?|unsubscribe)\b/i;

export function findRoutes(sources: readonly Source[]): FoundRoutes {
  const prefixes = mountsOf(sources);
  const found = new Map<string, FoundRoute>();
  const withParameters = new Set<string>();
  const unmounted = new Set<string>();
  for (const source of sources) {
    const isRouter = routersIn(source);
    for (const registration of [...registrationsIn(source), ...nestRoutesIn(source)]) {
      const owned = isRouter(registration.owner);
      const own = prefixes.get(`${source.path}#${registration.owner}`) ?? [];
      const asModule = prefixes.get(source.path) ?? [];
      const mounted = own.length > 0 ? own : asModule;
      if (mounted.length === 0 && owned) {
        unmounted.add(source.path);
        continue;
      }
      for (const prefix of mounted.length > 0 ? mounted : ['']) {
        const path = joinUrl(prefix, registration.path);
        if (/[:*{}()[\]$]/.test(path)) withParameters.add(path);
        else if (!registration.redirects && !HARMFUL.test(path) && !found.has(path))
          found.set(path, { ...registration, path });
      }
    }
  }
  return {
    routes: [...found.values()].map(({ path, html, place }) => ({ path, html, place })),
    withParameters: [...withParameters],
    unmounted: [...unmounted],
  };
}

function registrationsIn({ path, text }: Source): readonly Registration[] {
  const verbs = [...text.matchAll(VERB)].map((match) => ({
    match,
    owner: match[1] ?? '',
    url: match[3] ?? '',
  }));
  const objects = [...text.matchAll(ROUTE_OBJECT)].flatMap((match) => {
    const url = /\b(?:url|path)\s*:\s*['"`](\/[^'"`]*)/.exec(match[2] ?? '')?.[1];
    const get = /method\s*:\s*['"]GET['"]/i.test(match[2] ?? '');
    return url === undefined || !get ? [] : [{ match, owner: match[1] ?? '', url }];
  });
  const compared = [
    ...text.matchAll(/\b(?:req(?:uest)?\.url|pathname|url\.pathname)\s*===?\s*['"](\/[^'"]*)['"]/g),
  ].map((match) => ({ match, owner: '', url: match[1] ?? '' }));
  const keyed = [...text.matchAll(/['"`]GET (\/[^'"`\s]*)['"`]\s*[:,]/g)].map((match) => ({
    match,
    owner: '',
    url: match[1] ?? '',
  }));
  const all = [...verbs, ...objects, ...compared, ...keyed].filter(({ owner }) => !NOT_A_SERVER.test(owner));
  return all.map(({ match, owner, url }) => {
    const handler = handlerAfter(text, match.index + match[0].length);
    return {
      owner,
      path: url,
      html: HTML.test(handler),
      redirects: REDIRECT.test(handler) && !ANSWER.test(handler),
      place: `${path}:${lineOf(text, match.index)}`,
    };
  });
}

/** The text up to the next registration, at most 800 characters: enough to see how it answers. */
function handlerAfter(text: string, from: number): string {
  const rest = text.slice(from, from + 800);
  const next = rest.search(
    /\.\s*(get|post|put|patch|delete|use|route|listen|register)\s*\(\s*['"`{]|(pathname|\.url)\s*===/,
  );
  return next < 0 ? rest : rest.slice(0, next);
}

function nestRoutesIn({ path, text }: Source): readonly Registration[] {
  const controller = /@Controller\(\s*(?:['"`]([^'"`]*)['"`])?\s*\)/.exec(text);
  if (controller === null) return [];
  return [...text.matchAll(/@Get\(\s*(?:['"`]([^'"`]*)['"`])?\s*\)/g)].map((match) => ({
    owner: '',
    path: joinUrl(controller[1] ?? '', match[1] ?? ''),
    html: /@Render\(/.test(text.slice(match.index, match.index + 200)),
    redirects: /^[^\n]*\n?\s*@Redirect\(/.test(text.slice(match.index)),
    place: `${path}:${lineOf(text, match.index)}`,
  }));
}

/** Which names in a file are sub-routers: their routes exist only below a mount. */
function routersIn({ text }: Source): (owner: string) => boolean {
  const declared = new Set(
    [
      ...text.matchAll(
        /\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=]+)?=\s*(?:new\s+)?(?:[\w$]+\.)?Router\s*(?:<[^>]*>)?\(/g,
      ),
    ].map((match) => match[1]),
  );
  const exported = new Set(
    [...text.matchAll(/\b(?:export\s+default|module\.exports\s*=)\s+([\w$]+)\s*;?\s*$/gm)].map(
      (match) => match[1],
    ),
  );
  const listens = /\.listen\(|\bserve\(/.test(text);
  return (owner) =>
    declared.has(owner) || (!listens && exported.has(owner) && /[Rr]outer|[Rr]outes/.test(owner));
}

/** Prefixes by file (`routes/users.ts`) and by name in a file (`app.ts#api`). */
function mountsOf(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const prefixes = new Map<string, string[]>();
  const add = (key: string, prefix: string): void => {
    const known = prefixes.get(key) ?? [];
    if (!known.includes(prefix)) prefixes.set(key, [...known, prefix]);
  };
  // Twice, so that a router mounted on a mounted router gets both prefixes.
  for (const pass of [1, 2]) {
    for (const source of sources) {
      const imports = importsIn(source, byPath);
      for (const mount of mountsIn(source.text)) {
        const outer = [
          ...(prefixes.get(`${source.path}#${mount.owner}`) ?? []),
          ...(/[Rr]out/.test(mount.owner) || mount.plugin ? (prefixes.get(source.path) ?? []) : []),
        ];
        const target =
          mount.inline === null ? imports.get(mount.name) : resolveImport(source.path, mount.inline, byPath);
        const key = target ?? `${source.path}#${mount.name}`;
        if (pass === 2 && outer.length > 0) prefixes.delete(key);
        for (const prefix of outer.length > 0 ? outer : ['']) add(key, joinUrl(prefix, mount.prefix));
      }
    }
  }
  return prefixes;
}

interface Mount {
  readonly owner: string;
  readonly prefix: string;
  /** The name mounted, or the module where it is imported on the spot. */
  readonly name: string;
  readonly inline: string | null;
  readonly plugin: boolean;
}

function mountsIn(text: string): readonly Mount[] {
  const uses = [
    ...text.matchAll(
      /\b([\w$]+)\s*\.\s*(?:use|route|mount)\(\s*(?:(['"`])(\/[^'"`]*)\2\s*,\s*)?((?:[\w$.]+\s*(?:\([^()]*\))?\s*,\s*)*)(?:require\(\s*['"]([^'"]+)['"]\s*\)|([\w$]+)(?:\.routes\(\))?)\s*\)/g,
    ),
  ].map((match) => ({
    owner: match[1] ?? '',
    prefix: match[3] ?? '',
    name: match[6] ?? '',
    inline: match[5] ?? null,
    plugin: false,
  }));
  const registers = [
    ...text.matchAll(
      /\b([\w$]+)\s*\.\s*register\(\s*(?:(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)|([\w$]+))\s*(?:,\s*\{([^{}]*)\})?\s*\)/g,
    ),
  ].map((match) => ({
    owner: match[1] ?? '',
    prefix: /prefix\s*:\s*['"`]([^'"`]*)/.exec(match[4] ?? '')?.[1] ?? '',
    name: match[3] ?? '',
    inline: match[2] ?? null,
    plugin: true,
  }));
  return [...uses, ...registers];
}

function importsIn(source: Source, files: ReadonlyMap<string, Source>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const statements =
    /import\s+(?:([\w$]+)\s*,?\s*)?(?:\{([^}]*)\}|\*\s+as\s+([\w$]+))?\s*from\s*['"](\.[^'"]+)['"]|(?:const|let|var)\s+(?:([\w$]+)|\{([^}]*)\})\s*=\s*(?:await\s+import|require)\(\s*['"](\.[^'"]+)['"]\s*\)/g;
  for (const match of source.text.matchAll(statements)) {
    const target = resolveImport(source.path, match[4] ?? match[7] ?? '', files);
    if (target === null) continue;
    const listed = (match[2] ?? match[6] ?? '').split(',').map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+|\s*:\s*/)
          .at(-1) ?? '',
    );
    for (const name of [match[1], match[3], match[5], ...listed]) if (name) names.set(name, target);
  }
  return names;
}

function resolveImport(from: string, target: string, files: ReadonlyMap<string, Source>): string | null {
  if (!target.startsWith('.')) return null;
  const path = joinPath(from.split('/').slice(0, -1).join('/') || '.', target);
  const bare = path.replace(/\.[cm]?[jt]sx?$/, '');
  const ends = ['.ts', '.js', '.mjs', '.mts', '.cjs', '.tsx', '.jsx', '/index.ts', '/index.js', '/index.mjs'];
  return (
    [path, ...ends.map((end) => bare + end), ...ends.map((end) => path + end)].find((one) =>
      files.has(one),
    ) ?? null
  );
}

function joinUrl(prefix: string, path: string): string {
  const joined = `/${prefix}/${path}`.replaceAll(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
