// Puts the bot together: Probot for GitHub's side, our own front for the open internet's side.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Probot, ProbotOctokit } from 'probot';
import { systemClock } from '../src/io/clock.ts';
import { perfcrewApp } from './app.ts';
import { webhookFront } from './http-front.ts';
import type { BotSettings } from './settings.ts';

export interface RunningBot extends AsyncDisposable {
  /** Port it listens on. */
  readonly port: number;
}

export async function startBot(settings: BotSettings): Promise<RunningBot> {
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.apiUrl,
    logLevel: settings.logLevel,
    Octokit: ProbotOctokit.defaults((options: object) => ({ ...options, baseUrl: settings.apiUrl })),
  });
  await probot.load(perfcrewApp(settings, systemClock()));

  const working = new Set<Promise<void>>();
  const server = webhookFront({
    secret: settings.webhookSecret,
    receive({ id, event, payload }) {
      const work = probot
        // The front has checked the signature; Probot checks the names of events by itself.
        .receive({ id, name: event, payload } as Parameters<Probot['receive']>[0])
        .catch((error: unknown) =>
          probot.log.error({ err: error, delivery: id, event }, 'A delivery could not be handled.'),
        )
        .finally(() => working.delete(work));
      working.add(work);
    },
  });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeIdleConnections();
      await Promise.allSettled(working);
    },
  };
}
