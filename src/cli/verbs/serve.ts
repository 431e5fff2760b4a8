// `perfcrew serve`: a static folder as a server, for sites that have none of their own.
import { resolve } from 'node:path';
import { once } from 'node:events';
import { serveFolder } from '../../io/serve-folder.ts';
import { Problem } from '../../core/problem.ts';
import { countOption } from '../options.ts';
import type { Verb } from '../verb.ts';

export const serveVerb: Verb = {
  summary: 'serve a folder of static files, for sites without a server of their own',
  positionals: '[FOLDER]',
  options: ['port'],
  async run({ terminal, options, positionals }) {
    const port = countOption('port', options.port ?? terminal.environment['PORT']);
    if (port === undefined) {
      throw new Problem('usage', {
        what: '`perfcrew serve` was not told a port.',
        mend: 'Give one, as in perfcrew serve public --port 3000.',
      });
    }
    await using server = await serveFolder(resolve(terminal.directory, positionals[0] ?? '.'), port);
    terminal.stdout.write(`${server.origin}\n`);
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    return 0;
  },
};
