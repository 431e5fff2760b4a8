// An allow-list: whatever it does not know stays outside.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrubEnvironment } from '../../../src/io/shell/scrub-environment.ts';

test.each([
  ['PATH', '/bin', true],
  ['LC_CTYPE', 'C', true],
  ['LC_SECRET_1', 'x', false],
  ['npm_config_registry', 'https://registry.example/', true],
  ['NPM_CONFIG_REGISTRY', 'https://user:word@registry.example/', false],
  ['npm_config_//registry.example/:_authToken', 'x', false],
  ['NPM_CONFIG_USERCONFIG', '/home/me/.npmrc', false],
  ['NODE_AUTH_TOKEN', 'x', false],
  ['NODE_OPTIONS', '--require /tmp/x.js', false],
  ['GITHUB_ENV', '/tmp/env', false],
  // What `production` names, whatever it is called, and where results are sent.
  ['PROMETHEUS_TOKEN', 'x', false],
  ['PROMETHEUS_LOGIN', 'reader:x', false],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'api-key=x', false],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://otlp.example/key', false],
  ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'x', false],
  ['https_proxy', 'http://proxy.example:3128', true],
  ['https_proxy', 'http://token@proxy.example:3128', false],
])('%s=%s', (name, value, passes) => {
  expect(Object.keys(scrubEnvironment({ [name]: value })).length === 1).toBe(passes);
});

test('no name that speaks of a secret ever passes', () => {
  const word = fc.constantFrom('TOKEN', 'SECRET', 'PASSWORD', 'KEY', 'AUTH', 'CREDENTIALS');
  const part = fc.string({ unit: fc.constantFrom('A', 'E', 'NPM', 'CONFIG', 'LC', 'X', '_'), maxLength: 12 });
  fc.assert(
    fc.property(part, word, part, (before, secret, after) => {
      expect(scrubEnvironment({ [`${before}${secret}${after}`]: 'x' })).toEqual({});
    }),
    {
      seed: 7,
      examples: [
        ['NPM_CONFIG_', 'TOKEN', ''],
        ['COREPACK_', 'KEY', ''],
      ],
    },
  );
});
