// Puts the bot together: Probot for GitHub's side, our own front for the open internet's side.
import { once } from 'node:events';
import { Probot, ProbotOctokit } from 'probot';
import { systemClock } from '../src/io/clock.ts';
import { PATIENCE } from '../src/io/forge/patience.ts';
import { perfcrewApp } from './app.ts';
import { webhookFront } from './http-front.ts';
import { paceWrites } from './pace-writes.ts';
import type { BotSettings } from './settings.ts';

export interface RunningBot extends AsyncDisposable {
  /** Port it listens on. */
  readonly port: number;
  /** Deliveries that were accepted and are still worked on. */
  underWay(): number;
  /** Settles when those of now are worked off. */
  idle(): Promise<void>;
}

export async function startBot(settings: BotSettings): Promise<RunningBot> {
  const clock = systemClock();
  const pace = paceWrites(clock);
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.apiUrl,
    logLevel: settings.logLevel,
    // Probot lays its own throttling over plain defaults; only a function is asked after it.
    Octokit: ProbotOctokit.defaults((options: { readonly throttle?: object }) => ({
      ...options,
      throttle: { ...options.throttle, ...PATIENCE, write: pace, notifications: pace },
      retry: { retries: 2 },
    })),
  });
  await probot.load(perfcrewApp(settings, clock));

  const working = new Set<Promise<boolean>>();
  const server = webhookFront({
    secret: settings.webhookSecret,
    receive({ id, event, payload }) {
      const work = probot
        // The front has checked the signature; Probot checks the names of events and logs what goes wrong.
        .receive({ id, name: event, payload } as Parameters<Probot['receive']>[0])
        .then(
          () => true,
          () => false,
        )
        .finally(() => working.delete(work));
      working.add(work);
      return work;
    },
  });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const address = server.address();
  const idle = async (): Promise<void> => {
    await Promise.allSettled(working);
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    underWay: () => working.size,
    idle,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeIdleConnections();
      await idle();
    },
  };
}
