// A client for GitHub with a token, patient with rate limits and outages, for a job that has minutes rather than hours.
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { Requester } from './requester.ts';

const MAXIMUM_WAIT_SECONDS = 90;

/** `apiUrl` is the API's root, e.g. https://api.github.com. */
export function connectForge(token: string, apiUrl: string): Requester {
  return getOctokit(
    token,
    {
      baseUrl: apiUrl,
      throttle: {
        onRateLimit: (retryAfterSeconds: number, _options: object, _octokit: object, retries: number) =>
          retries < 2 && retryAfterSeconds <= MAXIMUM_WAIT_SECONDS,
        onSecondaryRateLimit: (
          retryAfterSeconds: number,
          _options: object,
          _octokit: object,
          retries: number,
        ) => retries < 2 && retryAfterSeconds <= MAXIMUM_WAIT_SECONDS,
      },
      retry: { retries: 2 },
    },
    retry,
    throttling,
  );
}
