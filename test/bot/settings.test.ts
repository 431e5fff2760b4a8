// What the bot must be told, and what it says where something is missing or wrong.
import { expect, test } from 'vitest';
import { readSettings } from '../../bot/settings.ts';

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----';
const needed = { APP_ID: '12', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 'x'.repeat(16) };

test('three variables are enough', () => {
  const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example' };
  expect(readSettings({ ...needed, ...telemetry })).toEqual({
    appId: 12,
    privateKey: PEM,
    webhookSecret: 'x'.repeat(16),
    apiUrl: 'https://api.github.com',
    host: '0.0.0.0',
    port: 3000,
    workflow: 'perfcrew-bot.yml',
    checkName: 'perfcrew',
    telemetry,
    logLevel: 'info',
  });
});

test.each([
  ['as it is', PEM],
  ['on one line', PEM.replaceAll('\n', String.raw`\n`)],
  ['in base64', Buffer.from(PEM).toString('base64')],
])('the key is read %s', (_, key) => {
  expect(readSettings({ ...needed, PRIVATE_KEY: key }).privateKey).toBe(PEM);
});

test('everything that is wrong is told at once', () => {
  expect(() => readSettings({ ...needed, APP_ID: 'x', WEBHOOK_SECRET: 'short', PORT: '99999' })).toThrow(
    /APP_ID.*WEBHOOK_SECRET.*PORT/,
  );
});
