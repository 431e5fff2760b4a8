// What each zone sees of the environment: allow-lists, because no deny-list knows every name of a secret.
import { scrubEnvironment } from '../../io/shell/scrub-environment.ts';

/** Where a model may be reached, and how this process speaks; no PATH and no HOME, as it starts nothing and looks nothing up. */
const THINK = [
  'PERFCREW_MODEL_BASE_URL',
  'ANTHROPIC_BASE_URL',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_ENV_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'LANG',
  'TZ',
  'CI',
  'USER',
  'NO_COLOR',
] as const;

/** Beside what code under review sees anyway: where perfcrew keeps and finds its tools. */
const RUN = [
  'PERFCREW_CACHE',
  'XDG_CACHE_HOME',
  'CHROME_PATH',
  'NO_COLOR',
  'TERM',
  'LD_LIBRARY_PATH',
] as const;

export function thinkEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return named(environment, THINK);
}

/** `more`: what the configuration names for the code under review, like the address of a database. */
export function runEnvironment(
  environment: NodeJS.ProcessEnv,
  more: readonly string[] = [],
): NodeJS.ProcessEnv {
  return { ...scrubEnvironment(environment), ...named(environment, [...RUN, ...more]) };
}

function named(environment: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
