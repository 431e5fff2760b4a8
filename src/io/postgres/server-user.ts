// Postgres refuses to run as root: there it runs as `nobody`, which needs no new user, and owns nothing but its own folder.
import { readFile } from 'node:fs/promises';
import { Problem } from '../../core/problem.ts';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Null where perfcrew is not root and Postgres runs as the same user. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const fields = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  const user = { uid: Number(fields?.[2]), gid: Number(fields?.[3]) };
  if (user.uid > 0 && user.gid > 0) return user;
  throw new Problem('no-database', {
    what: 'Postgres refuses to run as root, and this machine has no user `nobody` to run it as.',
    mend: 'Run perfcrew as an ordinary user, or add the user: `useradd --system nobody`.',
  });
}
