// The toolbox: finds perfcrew's own drivers beside itself, and heavy tools once per run.
import { isProblem, Problem } from '../../core/problem.ts';
import type { Log } from '../../ports/log.ts';
import type { FetchedTool, Toolbox } from '../../ports/toolbox.ts';
import { describeMachine } from './describe-machine.ts';
import { fetchTool } from './fetch-tool.ts';
import { findChrome, type Chrome } from './find-chrome.ts';
import { driverPath, locksDirectory, preloadPath, type ProgramsDirectory } from './find-own-files.ts';

export interface ToolboxOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Private folder that outlives runs; fetched tools go there. */
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** perfcrew's own version, for the record. */
  readonly version: string;
  /** Folder of the drivers: `dist`, or `src/io/drivers` (or `src`) when run from source. */
  readonly programsDirectory: ProgramsDirectory;
}

export function openToolbox(options: ToolboxOptions): Toolbox & AsyncDisposable {
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const tools = new Map<FetchedTool, Promise<string>>();
  let chrome: Promise<Chrome> | null = null;

  function fetched(tool: FetchedTool): Promise<string> {
    const known = tools.get(tool);
    if (known !== undefined) return known;
    const { cacheDirectory, log, programsDirectory } = options;
    const folder = fetchTool(tool, {
      locksDirectory: locksDirectory(programsDirectory),
      cacheDirectory,
      signal,
      log,
    });
    tools.set(tool, folder);
    return folder;
  }

  return {
    driver: (driver) => [process.execPath, driverPath(options.programsDirectory, driver)],
    preload: (module) => preloadPath(options.programsDirectory, module),
    fetched,
    chrome() {
      chrome ??= orInterrupted(
        findChrome({ ...options, signal, fetched: () => fetched('chromium') }),
        signal,
      );
      return chrome;
    },
    machine: async () => describeMachine(options.environment, options.version),
    async [Symbol.asyncDispose]() {
      closing.abort();
      await Promise.allSettled([chrome, ...tools.values()]);
    },
  };
}

async function orInterrupted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (!signal.aborted || isProblem(error)) throw error;
    throw new Problem('interrupted', {
      what: 'perfcrew was interrupted while it looked for a Chrome.',
      mend: 'Run it again when you are ready.',
      cause: error,
    });
  }
}
