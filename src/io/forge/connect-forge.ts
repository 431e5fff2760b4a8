// A client for GitHub with a token, patient with rate limits and outages, for a job that has minutes rather than hours.
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { PATIENCE } from './patience.ts';
import type { Requester } from './requester.ts';

/** `apiUrl` is the API's root, e.g. https://api.github.com. */
export function connectForge(token: string, apiUrl: string): Requester {
  return getOctokit(token, { baseUrl: apiUrl, throttle: PATIENCE, retry: { retries: 2 } }, retry, throttling);
}
