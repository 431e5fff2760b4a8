// A tiny process that outlives perfcrew by a moment: when perfcrew is gone without a word (kill -9), it ends the server and its folder.
import { spawn } from 'node:child_process';

/** Reads until its input closes. A word means that all is tidied up; the end of input without one, that perfcrew died. */
const SCRIPT = `
trap '' INT TERM HUP
read -r word && exit 0
kill -QUIT "$1" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.1; done
kill -KILL "$1" 2>/dev/null
rm -rf -- "$2"
`;

export interface Watch {
  /** The server has ended and its folder is somebody else's business again. */
  release(): void;
}

export function watchServer(pid: number, folder: string): Watch {
  const child = spawn('sh', ['-c', SCRIPT, 'perfcrew-watch', String(pid), folder], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without it the server still ends in every ordered way; the sweep finds the rest.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  return { release: () => void child.stdin.end('done\n') };
}
