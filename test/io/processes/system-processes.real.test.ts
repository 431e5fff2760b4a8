// Real processes: this one, a child that lives, and the same child dead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { systemProcesses } from '../../../src/io/processes/system-processes.ts';
import { processesContract } from '../../ports/processes.contract.ts';

processesContract(systemProcesses);

test('a child is alive until it is killed', async () => {
  const program = `import { systemProcesses } from ${JSON.stringify(new URL('../../../src/io/processes/system-processes.ts', import.meta.url).href)};
    console.log(JSON.stringify(await systemProcesses().self())); process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const identity = JSON.parse(String(line));
  expect(identity.pid).toBe(child.pid);
  expect(await systemProcesses().stateOf(identity)).toBe('alive');
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  expect(await systemProcesses().stateOf(identity)).toBe('dead');
});
