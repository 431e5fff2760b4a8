// Says whose code a frame of a profile is: the project's own function, a package, Node, or what is built into V8.
import type { Frame } from '../../ports/profile-driver.ts';

export interface ProfiledFunction {
  /** The same on base and head for the same function. */
  readonly key: string;
  readonly name: string;
  /** `engine` is V8 itself: garbage collection and what is not JavaScript. */
  readonly owner: 'project' | 'package' | 'node' | 'builtin' | 'engine';
  /** Of a project's function: path from the top of the checkout, and its lines on this side. */
  readonly path: string | null;
  readonly line: number | null;
  readonly endLine: number | null;
}

export interface CodePlaces {
  /** Absolute path of the checkout. */
  readonly checkout: string;
  /** The app's folder in it, where paths of bundlers start. */
  readonly appDirectory: string;
  /** Path on base to path on head, for files the change moved. */
  readonly moved: ReadonlyMap<string, string>;
}

export const COLLECTOR = '(garbage collector)';
/** What perfcrew loads into the app; one file when bundled. */
const OWN_MODULE = /\/(?:profile-preload|profile\/preload\/[a-z-]+)\.mjs$/;
const ENGINE = new Set([COLLECTOR, '(program)', '(idle)', '(root)']);

export function profiledFunction(frame: Frame, places: CodePlaces): ProfiledFunction {
  const { name, url, line, endLine } = frame;
  const folded = (owner: ProfiledFunction['owner'], label: string): ProfiledFunction => ({
    key: `${owner} ${label}`,
    name: label,
    owner,
    path: null,
    line: null,
    endLine: null,
  });
  if (url === '') return folded(ENGINE.has(name) ? 'engine' : 'builtin', name);
  if (url.startsWith('node:')) return folded('node', 'node');
  const installed = packageOf(url);
  if (installed !== null) return folded('package', installed);
  const path = projectPath(url, places);
  if (path === null && OWN_MODULE.test(url)) return folded('engine', '(profiler)');
  if (path === null) return folded('package', url.split('/').at(-1) ?? url);
  const shown = name === '' ? 'top level' : name;
  return {
    key: `${places.moved.get(path) ?? path} ${shown}`,
    name: shown,
    owner: 'project',
    path,
    line,
    endLine,
  };
}

/** `@scope/name` or `name` of the innermost package. */
function packageOf(url: string): string | null {
  const inside = url.split('/node_modules/').slice(1).at(-1);
  if (inside === undefined) return null;
  const [scope = '', name = ''] = inside.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Null for code that lies elsewhere, e.g. in a bundler's own runtime. */
function projectPath(url: string, { checkout, appDirectory }: CodePlaces): string | null {
  if (url.startsWith('file://')) {
    const path = decode(url.slice('file://'.length));
    return path.startsWith(`${checkout}/`) ? path.slice(checkout.length + 1) : null;
  }
  // `webpack://shop/./src/app.ts`, and without a scheme in a stack of eval.
  const bundled = /^[a-z-]+:\/\/[^/]*\/(?:\.\/)?(.+\.[cm]?[jt]sx?)$/i.exec(url)?.[1];
  if (bundled === undefined) return null;
  return appDirectory === '.' ? bundled : `${appDirectory}/${bundled}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
