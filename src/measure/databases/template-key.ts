// Under which name a filled database is kept between runs: the hash of everything that fills it.
import { continuation, type DatabaseHistory } from './database-history.ts';

interface BothHistories {
  readonly base: DatabaseHistory;
  readonly head: DatabaseHistory;
}

/** Null where head does not go on from base's database, so that base's is not built by itself. */
export async function templateKey({ base, head }: BothHistories): Promise<string | null> {
  if (!continuation(base, head).linear) return null;
  const { schema, migrations, seed } = base;
  const text = JSON.stringify([schema, migrations, seed].map((files) => files.map(({ text: sql }) => sql)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
