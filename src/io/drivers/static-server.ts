// The static server: serves one folder on one port until it is killed, for sites that bring no server. A process of its
// own, because it is started, measured and killed like any other app.
import { serveFolder } from '../serve-folder.ts';
import { isProblem } from '../../core/problem.ts';

const [folder = '.', port = '0'] = process.argv.slice(2);
try {
  const { origin } = await serveFolder(folder, Number(port));
  process.stdout.write(`${origin}\n`);
} catch (error) {
  if (!isProblem(error)) throw error;
  process.stderr.write(`${error.message}\n→ ${error.mend}\n`);
  process.exitCode = 2;
}
