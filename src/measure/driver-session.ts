// A driver of perfcrew's own that stays: started once and asked again and again, so that a short round costs no start of a process.
import type { z } from 'zod';
import type { Conversation } from '../ports/shell.ts';
import type { Driver } from '../ports/toolbox.ts';
import type { World } from '../ports/world.ts';

export type DriverAnswer<Answer> =
  | { readonly status: 'answered'; readonly answer: Answer }
  /** With the driver's last words. */
  | { readonly status: 'failed'; readonly failure: string };

/** Disposing ends the driver. */
export interface DriverSession extends AsyncDisposable {
  /** One job at a time. A driver that fails is ended, and the next job starts another. */
  ask<Answer>(job: unknown, answer: z.ZodType<Answer>, timeoutMs: number): Promise<DriverAnswer<Answer>>;
}

export interface DriverPlace {
  readonly driver: Driver;
  /** Where it runs; any folder that is there. */
  readonly directory: string;
}

/** Nothing is started before the first job. */
export function openDriver(world: World, { driver, directory }: DriverPlace): DriverSession {
  let conversation: Conversation | null = null;

  async function converse(): Promise<Conversation> {
    return world.shell.converse(world.toolbox.driver(driver), {
      directory,
      trust: 'scrubbed',
      signal: world.signal,
    });
  }

  async function fail(how: string): Promise<{ readonly status: 'failed'; readonly failure: string }> {
    const failed = conversation;
    conversation = null;
    // Only when it has ended everything it said has arrived.
    await failed?.[Symbol.asyncDispose]();
    const said = failed?.tail().trim().split('\n').slice(-5).join('\n').slice(-1_000) ?? '';
    const words = said === '' ? ' and printed nothing' : `:\n${said}`;
    return { status: 'failed', failure: `The ${driver.replace('-', ' ')} ${how}${words}` };
  }

  return {
    async ask(job, answer, timeoutMs) {
      world.signal.throwIfAborted();
      conversation ??= await converse();
      const startedAt = world.clock.elapsed();
      const line = await conversation.ask(JSON.stringify(job), timeoutMs);
      if (world.signal.aborted) await fail('was interrupted');
      world.signal.throwIfAborted();
      if (line === null) {
        const isLate = world.clock.elapsed() - startedAt >= timeoutMs;
        return fail(
          isLate ? `did not answer within ${Math.round(timeoutMs / 1000)} s` : 'ended without an answer',
        );
      }
      const parsed = answer.safeParse(parseJson(line));
      if (parsed.success) return { status: 'answered', answer: parsed.data };
      return fail('gave an answer that cannot be read');
    },
    async [Symbol.asyncDispose]() {
      const open = conversation;
      conversation = null;
      await open?.[Symbol.asyncDispose]();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
