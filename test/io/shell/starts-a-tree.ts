// A program like perfcrew that starts a tree and ends as its first argument says; the test kills it and looks for survivors.
import { openFiles } from '../../../src/io/files/open-files.ts';
import { openShell } from '../../../src/io/shell/open-shell.ts';

const [ending, directory = '.', pidsFile = ''] = process.argv.slice(2);
const interrupt = new AbortController();
const files = openFiles();
const shell = openShell({ environment: process.env, signal: interrupt.signal });
const folder = await files.temporaryFolder('exit-test');
const tree = [
  `sleep 300 & echo $! >> ${pidsFile}`,
  `sh -c 'trap "" TERM; echo $$ >> ${pidsFile}; while :; do sleep 300; done' &`,
  `setsid sh -c 'sleep 300 & echo $! >> ${pidsFile}' </dev/null >/dev/null 2>&1`,
  `echo $$ >> ${pidsFile}`,
  'wait',
].join('\n');
const running = await shell.start(tree, { directory, trust: 'scrubbed' });
while (((await files.readText(pidsFile)) ?? '').trim().split('\n').length < 4) {
  await new Promise((resolve) => setTimeout(resolve, 20));
}
console.log(folder.directory);

if (ending === 'throws') throw new Error('a bug');
if (ending === 'exits') process.exit(3);
if (ending === 'ends-in-order') process.once('SIGINT', () => interrupt.abort());
await running.exited;
await shell[Symbol.asyncDispose]();
await files[Symbol.asyncDispose]();
process.exitCode = 7;
