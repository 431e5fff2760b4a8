// The list of shipped policies; adding one is its file and a line here.
import { Problem } from '../core/problem.ts';
import { measureCode } from './policies/measure-code.ts';
import { published } from './policies/published.ts';
import { publishedWithFloor } from './policies/published-with-floor.ts';
import type { Policy } from './policy.ts';

const POLICIES = {
  published,
  'published-with-floor': publishedWithFloor,
  'measure-code': measureCode,
} as const satisfies Readonly<Record<string, Policy>>;

/** Problem `config-invalid` where no policy of that name is shipped. */
export function policyNamed(name: string): Policy {
  const policies: Readonly<Record<string, Policy>> = POLICIES;
  const policy = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (policy !== undefined) return policy;
  throw new Problem('config-invalid', {
    what: `risk.policy is \`${name}\`, which is no policy of this version.`,
    mend: `Set risk.policy to one of: ${Object.keys(POLICIES).join(', ')}.`,
  });
}
