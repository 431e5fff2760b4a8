// A real Prometheus server on this machine that scrapes a few times a second, for as long as a test needs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import { systemClock } from '../../../src/io/clock.ts';
import { loopbackNetwork } from '../../../src/io/network.ts';

export const WITHOUT_PROMETHEUS = 'no `prometheus` on PATH; on Debian and Ubuntu: apt-get install prometheus';

export function findPrometheus(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'prometheus')).find((path) => existsSync(path)) ?? null;
}

/** What `--web.config.file` knows as `reader`, with the password `open:sesame` (bcrypt, cost 4). */
export const LOGIN = 'reader:open:sesame';
const USERS = { reader: '$2b$04$abcdefghijklmnopqrstuu2GbQLdjwBFdH8CcOE866nGziodmvO8K' };

export interface RunningPrometheus extends AsyncDisposable {
  readonly url: string;
}

/** Once more on another port where somebody took the free one before it could. */
export function startPrometheus(program: string, scraped: string): Promise<RunningPrometheus> {
  return startOnFreePort(program, scraped).catch(() => startOnFreePort(program, scraped));
}

async function startOnFreePort(program: string, scraped: string): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'perfcrew-prometheus-'));
  const port = await loopbackNetwork().freePort();
  await writeFile(
    join(folder, 'prometheus.yml'),
    stringify({
      global: { scrape_interval: '100ms', scrape_timeout: '100ms', evaluation_interval: '100ms' },
      scrape_configs: [{ job_name: 'shop', static_configs: [{ targets: [scraped] }] }],
    }),
  );
  await writeFile(join(folder, 'web.yml'), stringify({ basic_auth_users: USERS }));
  const child = spawn(
    program,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--web.config.file=${join(folder, 'web.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}.`);
      const headers = { authorization: `Basic ${Buffer.from(LOGIN).toString('base64')}` };
      const answer = await fetch(`${url}/-/ready`, { headers }).catch(() => null);
      await answer?.body?.cancel();
      return answer?.ok === true ? true : null;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, [Symbol.asyncDispose]: stop };
}

/** Asks again and again until there is an answer; the test's own time limit ends it. */
export async function until<Answer>(ask: () => Promise<Answer | null>): Promise<Answer> {
  const clock = systemClock();
  const begunMs = clock.elapsed();
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (clock.elapsed() - begunMs > 60_000) throw new Error('Nothing came within a minute.');
    await clock.sleep(50);
  }
}
