// Secrets: each published shape is told, what only looks like one is not, and no finding gives one away. All keys are drawn here.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanSecurity } from '../../../../src/crew/tools/security/scan-security.ts';
import {
  base62,
  crc32,
  hasRightChecksum,
} from '../../../../src/crew/tools/security/secrets/token-checksum.ts';

const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const drawn = (length: number, letters = WORD): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters.split('')), minLength: length, maxLength: length });
const signed = (prefix: string): fc.Arbitrary<string> =>
  drawn(30).map((random) => `${prefix}_${random}${base62(crc32(random))}`);

const KEYS: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ['secret-github-token', signed('ghp')],
  ['secret-npm-token', signed('npm')],
  ['secret-aws-access-key', drawn(16, CAPITALS).map((rest) => `AKIA${rest}`)],
  ['secret-stripe-key', drawn(24).map((rest) => `sk_live_${rest}`)],
  ['secret-google-key', drawn(35).map((rest) => `AIza${rest}`)],
  ['secret-anthropic-key', drawn(95).map((rest) => `sk-ant-api03-${rest}`)],
  ['secret-openai-key', drawn(60).map((rest) => `sk-proj-${rest}`)],
  ['secret-slack-token', drawn(40).map((rest) => `xoxb-${rest}`)],
  ['secret-private-key', drawn(600).map((rest) => `-----BEGIN PRIVATE KEY-----\n${rest}`)],
];
const scan = (text: string, path = 'src/config.ts') => scanSecurity({ files: [{ path, text }] });

test.each(KEYS)('%s is told by kind, and never shown', (rule, keys) => {
  let told = 0;
  let tried = 0;
  fc.assert(
    fc.property(keys, (key) => {
      const findings = scan(`first line\nconst value = \`${key}\`;\n`);
      tried += 1;
      told += Number(findings.some((finding) => finding.rule === rule && finding.line >= 2));
      const output = JSON.stringify(findings);
      const secret = key.replace(/^[\s\S]*?[_-](?=[A-Za-z0-9]{16,})/, '');
      for (let at = 0; at + 5 <= secret.length; at += 1)
        expect(output).not.toContain(secret.slice(at, at + 5));
    }),
    { numRuns: 60, seed: 11 },
  );
  // A random key may hold a word of placeholders by chance.
  expect(told / tried).toBeGreaterThan(0.95);
});

test.each([
  ['const password = "correct-horse-battery-staple";'],
  ['const apiKey = process.env.STRIPE_API_KEY_FOR_THE_SHOP;'],
  ['TOKEN=${{ secrets.NPM_TOKEN_OF_RELEASES_2026 }}'],
  ['const token = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";'],
  ['const secret = "your-secret-key-goes-here-1234";'],
  ['AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE'],
  ['postgres://postgres:postgres@localhost:5432/shop'],
  ['postgres://user:password@db.example.com/shop'],
  ['const tokenPattern = "[A-Za-z0-9]{36}[A-Z]{20}x9";'],
  ['"integrity": "sha512-Yq9xR2fLk0vN3mZ8tB6wJ1cH5sD7gQ4eP0uA2iX9oK6rT3yV8nM1lF5bC7zW4jE"'],
  ['const privateKey = readFileSync("/run/secrets/private_key_2026.pem");'],
])('%s is silent', (text) => {
  expect(scan(text)).toEqual([]);
});

test('a random value under the name of a secret, and a password inside of an address, are told', () => {
  const value = ['q8Zr2Lx', 'W5vT9nKf', 'D3hJ7sYb', 'P1m'].join('');
  expect(scan(`export const apiSecret = '${value}';`)).toMatchObject([
    { rule: 'secret-assigned-secret', confidence: 'medium', line: 1 },
  ]);
  expect(scan(`DATABASE_URL=postgres://shop:${value}@db.shop-prod.net:5432/shop`, '.env')).toMatchObject([
    { rule: 'secret-database-password', line: 1 },
  ]);
  expect(scan(`export const apiSecret = '${value}';`, 'test/fixtures/config.ts')).toEqual([]);
});

test('a made-up token is told with little confidence, a real one with much', () => {
  const [made, real] = fc.sample(signed('ghp'), { numRuns: 2, seed: 3 });
  const broken = `${(made ?? '').slice(0, -1)}${(made ?? '').endsWith('a') ? 'b' : 'a'}`;
  expect([hasRightChecksum(broken), hasRightChecksum(real ?? '')]).toEqual([false, true]);
  expect(scan(`const a = '${broken}';`)).toMatchObject([{ confidence: 'low' }]);
  expect(scan(`const a = '${real}';`)).toMatchObject([{ confidence: 'high' }]);
});
