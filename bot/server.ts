// Door 3: the GitHub App's server process.
import { isProblem } from '../src/core/problem.ts';
import { readSettings } from './settings.ts';
import { startBot } from './start-bot.ts';

try {
  const bot = await startBot(readSettings(process.env));
  console.log(`perfcrew listens on port ${bot.port}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void bot[Symbol.asyncDispose]().then(() => process.exit(0));
    });
  }
} catch (error) {
  if (!isProblem(error)) throw error;
  console.error(`perfcrew: ${error.message}\n→ ${error.mend}`);
  process.exitCode = 2;
}
