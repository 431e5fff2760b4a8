// Who calls whom in the repository, and which functions HTTP requests enter by.
import { z } from 'zod';
import type { DeepReadonly } from '../../../core/document.ts';

const functionSchema = z.strictObject({
  /** `path#name`. */
  id: z.string(),
  name: z.string(),
  path: z.string(),
  line: z.int().min(1),
  endLine: z.int().min(1),
});

const callSchema = z.strictObject({
  /** Id of the function; null at the top of a module, which runs once when it is loaded. */
  from: z.string().nullable(),
  to: z.string(),
  /** Where it is called, in the file of `from`. */
  path: z.string(),
  line: z.int().min(1),
  /** `callback`: given to something outside of the repository that may call it; `render`: a component. */
  kind: z.enum(['call', 'callback', 'render']),
});

const routeSchema = z.strictObject({
  /** Upper case; `*` for any. */
  method: z.string(),
  /** As the framework is told it, with what it is mounted under. */
  path: z.string(),
  /** `middleware` runs for all requests below its path; `listener` takes every request of a server. */
  kind: z.enum(['route', 'page', 'middleware', 'listener']),
  location: z.strictObject({ path: z.string(), line: z.int().min(1) }),
  /** Ids of what handles it, in order. */
  handlers: z.array(z.string()),
  /** Where only a part of the handler is this route's. */
  lines: z.strictObject({ first: z.int().min(1), last: z.int().min(1) }).nullable(),
});

export const callGraphSchema = z.strictObject({
  modules: z.array(
    z.strictObject({
      path: z.string(),
      /** Modules of the repository that it imports. */
      imports: z.array(z.string()),
      exports: z.array(z.string()),
    }),
  ),
  functions: z.array(functionSchema),
  calls: z.array(callSchema),
  routes: z.array(routeSchema),
  /** Functions that read what a module declares at its top, by the lines of the declaration. */
  readers: z.array(
    z.strictObject({
      path: z.string(),
      name: z.string(),
      line: z.int().min(1),
      endLine: z.int().min(1),
      by: z.array(z.string()),
    }),
  ),
  /** How much of the code was understood. */
  coverage: z.strictObject({
    calls: z.int().min(0),
    /** To a function of the repository. */
    resolved: z.int().min(0),
    /** To packages, Node, and what is built into the language. */
    outside: z.int().min(0),
    /** Nobody can tell from the text: routes may be missing for what they call. */
    unresolved: z.int().min(0),
    unresolvedPlaces: z.array(z.strictObject({ path: z.string(), line: z.int().min(1), name: z.string() })),
    /** Files that could not be read. */
    unread: z.array(z.string()),
  }),
});

export type CallGraph = DeepReadonly<z.infer<typeof callGraphSchema>>;
export type GraphFunction = CallGraph['functions'][number];
export type GraphCall = CallGraph['calls'][number];
export type GraphRoute = CallGraph['routes'][number];
