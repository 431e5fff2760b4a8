// A tool that shows code in colours, and its version.
import { readFileSync } from 'node:fs';

const [word = '--version', path] = process.argv.slice(2);

if (word === '--version') console.log('1.0.0');
else await show(path);

async function show(file) {
  const { default: highlighter } = await import('highlight.js');
  console.log(highlighter.highlightAuto(readFileSync(file, 'utf8')).value);
}
