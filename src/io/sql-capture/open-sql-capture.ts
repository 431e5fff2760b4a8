// The port to what apps ask their database: the hook for Node's processes, the proxy for all others.
import { pathToFileURL } from 'node:url';
import type { SqlCapture } from '../../ports/sql-capture.ts';
import type { Toolbox } from '../../ports/toolbox.ts';
import { openWireProxy } from './open-wire-proxy.ts';
import { hookEnvironment, takeHookCapture } from './read-hook.ts';

export function openSqlCapture(toolbox: Pick<Toolbox, 'preload'>): SqlCapture {
  return {
    hook: (place) => hookEnvironment({ ...place, preloadUrl: pathToFileURL(toolbox.preload('sql')) }),
    takeHook: takeHookCapture,
    watchWire: (serverUrl) => openWireProxy({ serverUrl }),
  };
}
