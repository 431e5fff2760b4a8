// Talks to the test GitHub as the clients of the real one do.
import { sign } from 'node:crypto';
import { Octokit } from '@octokit/rest';
import type { TestGitHub } from './start-test-github.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Null is nobody. */
export function client(github: TestGitHub, token: string | null): Octokit {
  return new Octokit({ baseUrl: github.origin, log: quiet, ...(token === null ? {} : { auth: token }) });
}

/** What an app signs to speak for itself; `at` is in seconds. */
export function appJwt(
  app: { readonly id: number; readonly privateKey: string },
  at = Math.floor(Date.now() / 1000),
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: at - 30, exp: at + 540, iss: app.id })}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), app.privateKey).toString('base64url')}`;
}

/** The status of a request that may be refused, with the message that came with it. */
export async function statusOf(request: Promise<{ readonly status: number }>): Promise<string> {
  try {
    return String((await request).status);
  } catch (error) {
    const isAnswer = error instanceof Error && 'status' in error;
    if (!isAnswer) throw error;
    return `${String(error.status)} ${error.message.replace(/ - https:\/\/docs\.github\.com\/rest$/, '')}`;
  }
}
