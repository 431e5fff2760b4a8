// Clients, pools and compilers made at each request: what they keep between calls is lost.
import { pathOf } from '../calls.ts';
import { handlerOf } from '../handlers.ts';
import type { Rule } from '../rule.ts';

const COSTLY =
  /^(PrismaClient|Pool|MongoClient|Redis|Sequelize|DataSource|S3Client|DynamoDBClient|Ajv|Client|OpenAI|Anthropic|Stripe|Kafka|ElasticClient)$|Client$/;
const MAKERS =
  /^(createPool|createConnection|createTransport|createClient|mongoose\.connect|nodemailer\.createTransport)$/;

export const clientPerRequest: Rule = {
  id: 'client-per-request',
  category: 'expensive_construct',
  alsoCategories: ['hoist_invariant'],
  cost: 'a connection or a compilation per request',
  severity: 'high',
  confidence: 'high',
  why: 'A new client opens its own connections, or compiles its own schemas, and nothing of it serves the next request.',
  mend: 'Make it once in the module and share it.',
  bad: `app.get('/users', async (req, res) => { const prisma = new PrismaClient(); res.json(await prisma.user.findMany()); });`,
  good: `const prisma = new PrismaClient();
  app.get('/users', async (req, res) => { res.json(await prisma.user.findMany()); });`,
  check: (source) =>
    source.calls.flatMap(({ node, callee, isNew }) => {
      const path = pathOf(callee);
      const isCostly = isNew ? COSTLY.test(path.split('.').at(-1) ?? '') : MAKERS.test(path);
      return isCostly && handlerOf(node, source) !== null
        ? [{ node, message: `\`${path}\` is made anew for each request.` }]
        : [];
    }),
};
