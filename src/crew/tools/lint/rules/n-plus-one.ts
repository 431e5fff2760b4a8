// One round trip per element where one for all would do.
import type { Node } from '@babel/types';
import { type Call, pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const ASKS_ONE =
  /^(findOne|findByPk|findById|findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findOneBy|findOneOrFail|findOneByOrFail|findBySlug|getRepository|findOrFail|queryRow)$/;
/** By a model or a client: one statement per row, whether it reads or writes. */
const PER_ROW = /^(findAll|findMany|findAndCountAll|create|update|upsert|delete|destroy)$/;
const MODELS = /(^|\.)(prisma|tx|trx|models)\.\w+$/;
const ASKS = /^(query|execute|\$queryRaw|raw)$/;
const DATABASE =
  /(^|\.|_)(db|pool|client|conn|connection|database|knex|sequelize|pg|mysql|sql|prisma|tx|trx|transaction|entityManager|manager)$/i;

/** What reads one thing by its key from a service or a repository, which ask the database in their turn. */
const READS_ONE = /^(retrieve|getById|findById|getOne|fetchById|loadById|getBy[A-Z]\w*)$/;
const KEEPERS = /(Service|Repository|Repo|Dao)(_|Tx)?$/;

export const nPlusOne: Rule = {
  id: 'n-plus-one',
  category: 'n_plus_one',
  alsoCategories: ['extra_query'],
  cost: 'one round trip per row',
  severity: 'high',
  confidence: 'high',
  why: 'Each element waits for its own answer: 100 rows are 100 round trips, and as many statements to plan.',
  mend: 'Ask once for all keys (`WHERE id = ANY($1)`, `findMany({ where: { id: { in: ids } } })`), then look up in a Map.',
  bad: `async function withUsers(orders) {
    for (const order of orders) { order.user = await User.findByPk(order.userId); }
  }`,
  good: `async function withUsers(orders) {
    const users = await User.findAll({ where: { id: orders.map((order) => order.userId) } });
    const byId = new Map(users.map((user) => [user.id, user]));
    for (const order of orders) { order.user = byId.get(order.userId); }
  }`,
  check: (source) =>
    source.calls.flatMap((call) => {
      if (!isDatabaseCall(call) && !isReadByEach(call, source)) return [];
      const perTurn = source.repeats(call.node).some(({ node }) => asksForTurn(node, call, source));
      return perTurn
        ? [
            {
              node: call.node,
              message: `\`${pathOf(call.callee) || call.name}\` asks the database once per turn.`,
            },
          ]
        : [];
    }),
};

export function isDatabaseCall({ name, object, isNew }: Call): boolean {
  if (object === null || isNew) return false;
  const path = pathOf(object);
  return (
    ASKS_ONE.test(name) ||
    (ASKS.test(name) && DATABASE.test(path)) ||
    (PER_ROW.test(name) && MODELS.test(path))
  );
}

/** In a callback of a list; one after another in a loop they wait for each other, which is told as that. */
function isReadByEach({ node, name, object, isNew }: Call, { repeats }: Source): boolean {
  const isRead = !isNew && object !== null && READS_ONE.test(name) && KEEPERS.test(pathOf(object));
  return isRead && repeats(node)[0]?.method === 'map';
}

function asksForTurn(region: Node, { args }: Call, source: Source): boolean {
  return args.some((arg) => !isFrom(region, arg, source));
}
