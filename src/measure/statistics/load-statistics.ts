// Where production's statistics come from: a file of base's checkout, which no pull request changes for itself, or production itself.
import { isProblem } from '../../core/problem.ts';
import type { GaugeContext } from '../gauge.ts';
import { NotMeasurable } from '../stage.ts';
import {
  MOST_FILE_BYTES,
  productionStatisticsSchema,
  type ProductionStatistics,
} from './production-statistics.ts';
import { readStatistics } from './read-statistics.ts';

/** What `database.statistics` says where they are to be read from the server that `database.external_url_env` names. */
export const FROM_SERVER = 'external';

type Asked = Pick<GaugeContext, 'config' | 'externalDatabaseUrl' | 'stage' | 'world'>;

/** Null where none are configured, or their server is not told here. Rejects with NotMeasurable where they cannot be read. */
export async function loadStatistics(context: Asked): Promise<ProductionStatistics | null> {
  const from = context.config.database?.statistics ?? null;
  if (from === null) return null;
  return from === FROM_SERVER ? await fromServer(context) : await fromFile(context, from);
}

async function fromFile({ world, stage }: Asked, path: string): Promise<ProductionStatistics> {
  const mend = `Write it again with \`perfcrew statistics --write ${path}\`, and commit it.`;
  // Listed first: a link that leads out of the checkout is no file of the project.
  const [listed] = await world.files.list(stage.base.directory, [path]);
  const bytes =
    listed === undefined
      ? null
      : await world.files.readBytes(`${stage.base.directory}/${listed}`, MOST_FILE_BYTES);
  if (bytes === null) {
    const reason = `${path}, named in \`database.statistics\`, is not on base or larger than ${MOST_FILE_BYTES / 2 ** 20} MB.`;
    throw new NotMeasurable('base', { reason, mend });
  }
  const read = productionStatisticsSchema.safeParse(jsonOrNull(new TextDecoder().decode(bytes)));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  const reason = `${path} does not hold statistics${where}: ${issue?.message ?? 'it cannot be read'}.`;
  throw new NotMeasurable('base', { reason, mend });
}

async function fromServer({
  world,
  config,
  externalDatabaseUrl,
}: Asked): Promise<ProductionStatistics | null> {
  const url = externalDatabaseUrl ?? null;
  if (url === null || url === '') {
    const variable = config.database?.external_url_env ?? 'database.external_url_env';
    world.log.info(`${variable} is not set: queries are planned for the seed's size only.`);
    return null;
  }
  try {
    await using session = await world.databases.attach(url, 'read-only');
    // Nothing of this is kept, so nothing need be hidden.
    return await readStatistics(session, { textValues: 'kept' });
  } catch (error) {
    if (!isProblem(error) || error.code === 'interrupted') throw error;
    throw new NotMeasurable('base', { reason: error.message, mend: error.mend, cause: error });
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
