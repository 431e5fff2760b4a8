// The second process of base: what it needs so that it works on no data of the first, and why there is none where there is none.
import { DatabaseError } from '../../ports/databases.ts';
import type { GaugeContext } from '../gauge.ts';

export interface Control {
  /** What its environment differs by: a database of its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Why base runs only once, in whole sentences; null as long as it runs twice. */
  obstacle: string | null;
}

/** Before any app runs: a database that is copied must have no visitors. */
export async function prepareControl({ stage, config }: GaugeContext): Promise<Control> {
  const { cluster, base } = stage;
  if (cluster === null || base.database === null || config.database === null) {
    return { environment: {}, obstacle: null };
  }
  // Requests that write would else make base's database grow twice as fast as head's.
  const copy = `${base.database}_control`;
  try {
    await using session = await cluster.connect('postgres');
    await session.query(`drop database if exists "${copy.replaceAll('"', '""')}" with (force)`);
    await cluster.clone(base.database, copy);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return { environment: {}, obstacle: `Base's database could not be copied for it: ${error.message}.` };
  }
  return { environment: { [config.database.url_env]: cluster.url(copy) }, obstacle: null };
}
