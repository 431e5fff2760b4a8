// Starts the app of one side on a free port and waits until it answers, or says why it never will.
import { join } from 'node:path';
import type { AppConfig } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { HttpAnswer } from '../../ports/network.ts';
import type { RunningProcess } from '../../ports/shell.ts';
import type { World } from '../../ports/world.ts';
import { formatDuration, lastLines } from '../commands/run-command.ts';
import { NotMeasurable, type RunningApp } from '../stage.ts';

export interface AppRequest {
  readonly side: Side;
  /** Absolute path of the checkout. */
  readonly directory: string;
  readonly app: AppConfig;
  /** Added by perfcrew: where the database is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Set by a gauge for its own purpose, whatever the configuration says. */
  readonly overrides?: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly world: World;
  /** Aborting gives the start up. */
  readonly signal: AbortSignal;
}

/** Somebody may take the port between its being found free and the app's listening. */
const PORT_TRIES = 3;
/** Every start of every restart waits half of this for nothing; asking more often takes CPU time from the app. */
const POLL_MS = 20;
/** The first answer of an app that compiles on demand may take this long. */
const ANSWER_MS = 10_000;
/** What `localhost` may mean to the app. */
const HOSTS = ['127.0.0.1', '[::1]'] as const;

type Readiness =
  | { readonly kind: 'ready'; readonly origin: string }
  | { readonly kind: 'ended'; readonly how: string }
  | { readonly kind: 'late'; readonly lastAnswer: HttpAnswer | null };

export async function startApp(request: AppRequest): Promise<RunningApp> {
  for (let tries = 1; ; tries += 1) {
    const port = await request.world.network.freePort();
    const started = await launchOn(port, request);
    try {
      const readiness = await waitUntilReady(started, port, request);
      if (readiness.kind === 'ready') return runningApp(started, readiness.origin);
      const collided =
        readiness.kind === 'ended' && /EADDRINUSE|address already in use/i.test(started.tail());
      if (!collided || tries === PORT_TRIES) throw notReady(readiness, started.tail(), request);
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
    await started[Symbol.asyncDispose]();
  }
}

function launchOn(port: number, request: AppRequest): Promise<RunningProcess> {
  const { app, directory, environment, overrides, logFile, world } = request;
  return world.shell.start(commandOn(port, request), {
    directory: join(directory, app.directory),
    trust: 'scrubbed',
    environment: {
      NODE_ENV: 'production',
      ...environment,
      ...app.env,
      ...overrides,
      [app.port_env]: String(port),
    },
    logFile,
  });
}

function commandOn(port: number, { app, directory, world }: AppRequest): readonly string[] | string {
  if (app.start !== null) return app.start.replaceAll('{port}', String(port));
  const folder = join(directory, app.directory, app.serve ?? '.');
  return [...world.toolbox.driver('static-server'), folder, String(port)];
}

async function waitUntilReady(
  started: RunningProcess,
  port: number,
  request: AppRequest,
): Promise<Readiness> {
  const { app, world, signal } = request;
  const ended = started.exited.then(({ exitCode, signal }): Readiness => {
    return {
      kind: 'ended',
      how: exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`,
    };
  });
  const deadlineMs = world.clock.elapsed() + app.ready_timeout_seconds * 1000;
  let lastAnswer: HttpAnswer | null = null;
  for (;;) {
    for (const host of HOSTS) {
      signal.throwIfAborted();
      const leftMs = deadlineMs - world.clock.elapsed();
      if (leftMs <= 0) return { kind: 'late', lastAnswer };
      const origin = `http://${host}:${port}`;
      const url = origin + app.ready;
      const timeoutMs = Math.min(leftMs, ANSWER_MS);
      const asked = world.network.request({ method: 'GET', url, headers: {}, body: null, timeoutMs });
      const answer = await Promise.race([asked, ended]);
      if (answer !== null && 'kind' in answer) return answer;
      if (answer !== null && answer.status < 500) return { kind: 'ready', origin };
      lastAnswer = answer ?? lastAnswer;
    }
    const early = await Promise.race([ended, world.clock.sleep(POLL_MS, signal)]);
    if (early) return early;
  }
}

function runningApp(started: RunningProcess, origin: string): RunningApp {
  let alive = true;
  void started.exited.then(() => {
    alive = false;
  });
  return {
    origin,
    usage: () => started.usage(),
    tail: () => started.tail(),
    alive: () => alive,
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}

function notReady(
  readiness: Exclude<Readiness, { kind: 'ready' }>,
  tail: string,
  { side, app, logFile }: AppRequest,
): NotMeasurable {
  const said = lastLines(tail, 12);
  const printed = said === '' ? 'It printed nothing.' : `It printed last:\n${said}`;
  if (app.start === null) {
    return new NotMeasurable(side, {
      reason: `The folder \`${app.serve ?? '.'}\` of ${side} could not be served. ${printed}`,
      mend: `Make \`setup.build\` write the site there, or correct \`app.serve\` in .github/perfcrew.yml.`,
    });
  }
  if (readiness.kind === 'ended') {
    return new NotMeasurable(side, {
      reason: `The app of ${side} ${readiness.how} before it was ready: \`${app.start}\`. ${printed}`,
      mend: `Read ${logFile} and make \`${app.start}\` start, or correct \`app.start\` and \`app.env\` in .github/perfcrew.yml.`,
    });
  }
  const waited = formatDuration(app.ready_timeout_seconds * 1000);
  const { lastAnswer } = readiness;
  const met =
    lastAnswer === null
      ? `nothing answered GET ${app.ready} on the port given in ${app.port_env}`
      : `GET ${app.ready} answered ${lastAnswer.status}`;
  return new NotMeasurable(side, {
    reason: `The app of ${side} was not ready after ${waited}: ${met}. ${printed}`,
    mend:
      lastAnswer === null
        ? `Make \`${app.start}\` listen on the port in ${app.port_env}, or correct \`app.port_env\`, \`app.ready\` or \`app.ready_timeout_seconds\` in .github/perfcrew.yml; its output is in ${logFile}.`
        : `Make GET ${app.ready} answer below 500, or set \`app.ready\` to a path that does; the app's output is in ${logFile}.`,
  });
}
