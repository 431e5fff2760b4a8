// The fakes keep the promises of the ports, so that a test passing on them says something.
import { describe } from 'vitest';
import { clockContract } from '../ports/clock.contract.ts';
import { filesContract } from '../ports/files.contract.ts';
import { keptFilesContract } from '../ports/kept-files.contract.ts';
import { logContract } from '../ports/log.contract.ts';
import { networkContract } from '../ports/network.contract.ts';
import { processesContract } from '../ports/processes.contract.ts';
import { CONTRACT_PROGRAMS, shellContract } from '../ports/shell.contract.ts';
import { fakeClock } from './fake-clock.ts';
import { fakeFiles } from './fake-files.ts';
import { fakeKeptFiles } from './fake-kept-files.ts';
import { fakeLog } from './fake-log.ts';
import { fakeNetwork } from './fake-network.ts';
import { fakeProcesses } from './fake-processes.ts';
import { fakeShell, type FakeCall } from './fake-shell.ts';

describe('shell', () => {
  const programs = ({ text, options }: FakeCall) => {
    switch (text) {
      case CONTRACT_PROGRAMS.greet:
        return { stdout: 'hello\n' };
      case CONTRACT_PROGRAMS.fail:
        return { exitCode: 3, stderr: 'oops\n' };
      case CONTRACT_PROGRAMS.hang:
        return { stdout: 'ready\n', hangs: true };
      case CONTRACT_PROGRAMS.readInput:
        return { stdout: options.stdin ?? '' };
      case CONTRACT_PROGRAMS.silent:
        return { hangs: true };
      case CONTRACT_PROGRAMS.showName:
        return { stdout: options.environment?.['NAME'] ?? '' };
      default:
        return null;
    }
  };
  shellContract(() => ({ shell: fakeShell(programs), directory: '/anywhere' }));
});

describe('files', () => {
  filesContract(() => ({ files: fakeFiles(), root: '/root' }));
});

describe('kept files', () => {
  keptFilesContract(() => ({ files: fakeKeptFiles(), root: '/root' }));
});

describe('processes', () => {
  processesContract(() => fakeProcesses().start());
});

describe('clock', () => {
  clockContract(() => fakeClock());
});

describe('network', () => {
  networkContract(() => {
    const network = fakeNetwork();
    return {
      network,
      async serve(answer) {
        const origin = `http://127.0.0.1:${await network.freePort()}`;
        network.servers.set(origin, answer);
        return origin;
      },
    };
  });
});

describe('log', () => {
  logContract(() => {
    const log = fakeLog();
    return { log, shown: () => log.lines.join('\n') };
  });
});
