// What the bot needs to be told by its environment, checked before it listens.
import { z } from 'zod';
import { Problem } from '../src/core/problem.ts';

const settingsSchema = z.object({
  APP_ID: z.coerce.number().int().positive('the number on the App’s page'),
  PRIVATE_KEY: z.string().min(1, 'the App’s private key, as PEM or base64 of it'),
  WEBHOOK_SECRET: z.string().min(16, 'the secret set on the App’s page, at least 16 characters'),
  GITHUB_API_URL: z.url().default('https://api.github.com'),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PERFCREW_WORKFLOW: z.string().default('perfcrew-bot.yml'),
  PERFCREW_CHECK_NAME: z.string().default('perfcrew'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
});

export interface BotSettings {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly apiUrl: string;
  readonly host: string;
  readonly port: number;
  /** File name of the workflow that measures, in .github/workflows of the default branch. */
  readonly workflow: string;
  readonly checkName: string;
  /** The variables of OpenTelemetry: where reviews are sent, if anywhere. */
  readonly telemetry: Readonly<Record<string, string | undefined>>;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
}

export function readSettings(environment: NodeJS.ProcessEnv): BotSettings {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success) {
    const missing = parsed.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`);
    throw new Problem('input-invalid', {
      what: `The bot cannot start: ${missing.join('; ')}.`,
      mend: `Set ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')} in its environment; docs/bot.md says where each is found.`,
    });
  }
  const { data } = parsed;
  return {
    appId: data.APP_ID,
    privateKey: data.PRIVATE_KEY.includes('-----BEGIN')
      ? data.PRIVATE_KEY.replaceAll(String.raw`\n`, '\n')
      : Buffer.from(data.PRIVATE_KEY, 'base64').toString('utf8'),
    webhookSecret: data.WEBHOOK_SECRET,
    apiUrl: data.GITHUB_API_URL,
    host: data.HOST,
    port: data.PORT,
    workflow: data.PERFCREW_WORKFLOW,
    checkName: data.PERFCREW_CHECK_NAME,
    telemetry: Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('OTEL_'))),
    logLevel: data.LOG_LEVEL,
  };
}
