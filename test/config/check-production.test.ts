// What a person reads who names two logins, puts a secret into the file, or selects series that no query asks for.
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { isProblem } from '../../src/core/problem.ts';

function complaintsOf(production: string): readonly string[] {
  try {
    parseConfig(`production:\n${production}`);
    return [];
  } catch (error) {
    if (isProblem(error)) return error.message.split('\n').map((line) => line.trim());
    throw error;
  }
}

const SERVER = '  prometheus: { url: "https://prometheus.example.com" }\n';

test.each([
  ['nothing but a server', SERVER],
  ['a path below the server', '  prometheus: { url: "https://mimir.example.com/prometheus" }\n'],
  ['a login by the name of its variable', '  prometheus: { url: "http://p:9090", token_env: PROM_TOKEN }\n'],
  ['a selection for the known metrics', `${SERVER}  select: env="prod"\n`],
  [
    'a selection its query uses',
    `${SERVER}  select: a="b"\n  queries: { traffic: "rate(x{$select}[5m])" }\n`,
  ],
])('%s is right', (_, production) => {
  expect(complaintsOf(production)).toEqual([]);
});

test.each([
  ['{ url: prometheus:9090 }', /url: is not an http or https address/],
  ['{ url: "https://me:hunter2@p.example.com" }', /url: the address holds a user or a password/],
  ['{ url: "http://p", token_env: A, basic_auth_env: B }', /there is `token_env` as well/],
  ['{ url: "http://p", token_env: GITHUB_TOKEN }', /`GITHUB_TOKEN` holds a secret that is not meant for/],
  ['{ url: "http://p", token_env: eyJhbGciOi.J9 }', /Expected the name of a variable/],
  ['{ url: "http://p", headers: { Authorization: Basic bWU6aHVudGVyMg== } }', /looks like a login/],
])('%s is refused', (prometheus, said) => {
  const told = complaintsOf(`  prometheus: ${prometheus}\n`).join('\n');
  expect(told).toMatch(said);
  expect(told).not.toContain('hunter2');
});

test('a selection that no query of their own uses is told', () => {
  const own = `${SERVER}  select: env="prod"\n  queries: { traffic: "rate(x[$window])" }\n`;
  expect(complaintsOf(own).join('\n')).toMatch(/select: none of your own queries holds `\$select`/);
});
