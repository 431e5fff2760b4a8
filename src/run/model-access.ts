// Whether this process may ask the model for its opinion of a change, told before the gates are chosen.
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import { hasModelKey } from '../io/anthropic/credentials.ts';
import { NO_MODEL, type ModelAccess } from '../plan/gate-availability.ts';

export function modelAccess(
  { crew }: Pick<Config, 'crew'>,
  pullRequest: Pick<PullRequest, 'fromFork'>,
  environment: NodeJS.ProcessEnv,
): ModelAccess {
  if (crew.model === 'off') return { usable: false, reason: '`crew.model` is off in the configuration' };
  if (!hasModelKey(environment)) return NO_MODEL;
  if (pullRequest.fromFork)
    return { usable: false, reason: 'the change is from a fork: a stranger does not spend the model’s key' };
  return { usable: true };
}
