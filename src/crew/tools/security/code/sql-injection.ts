// Statements put together from values: whoever writes a value writes the statement.
import { type CodeRule, hit, originWords, sureness } from './code-rule.ts';
import { certainText, GAP, suspectText } from './texts.ts';

const RAW =
  /^(\$queryRawUnsafe|\$executeRawUnsafe|raw|unsafe|whereRaw|havingRaw|orderByRaw|joinRaw|fromRaw)$/;
const RUN = /^(query|execute|exec|prepare|all|run|get|each|one|any|many|none|oneOrNone|manyOrNone|literal)$/;
const STATEMENT =
  /^\s*(select\b[\s\S]*\bfrom\b|insert\s+into|update\b[\s\S]*\bset\b|delete\s+from|(create|alter|drop|truncate)\s+(table|index|view|schema|database|user|role)|with\b[\s\S]*\bselect\b|copy\b|grant\b)/i;

/** Utility statements and names of tables take no placeholders (Postgres, PREPARE): there a quoted name is the usual way. */
const DEFINES = /^\s*(create|alter|drop|truncate|copy|grant)\b/i;
const VALUE_WANTED = /(=|<>|[<>]|\blike|\bin\s*\(|\bvalues\s*\(|\blimit|\boffset|'%?)\s*$/i;

export const sqlInjection: CodeRule = {
  id: 'sql-injection',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-89',
  why: 'The database cannot tell the value from the statement: a quote in it ends the text and the rest is run.',
  mend: 'Send the statement with placeholders and the values beside it, or use the tagged template of the library.',
  bad: "app.get('/users', async (req, res) => {\n  res.json(await db.query(`SELECT * FROM users WHERE name = '${req.query.name}'`));\n});",
  good: "app.get('/users', async (req, res) => {\n  res.json(await db.query('SELECT * FROM users WHERE name = $1', [req.query.name]));\n  await sql`SELECT * FROM users WHERE name = ${req.query.name}`;\n});",
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args: [first] }) => {
      if (object === null || first === undefined || !(RAW.test(name) || RUN.test(name))) return [];
      const origin = suspectText(first, source);
      const text = certainText(first, source);
      const isStatement = STATEMENT.test(text.replaceAll(GAP, ' '));
      if (origin === null || !(isStatement || (name.startsWith('$') && origin === 'request'))) return [];
      const isValue =
        !DEFINES.test(text) &&
        text
          .split(GAP)
          .slice(0, -1)
          .some((part) => VALUE_WANTED.test(part));
      const sure = origin === 'unknown' && isValue ? 'medium' : sureness(origin, node, source);
      return [
        hit(node, `\`${name}\` is given a statement that ${originWords(origin)} is written into.`, sure),
      ];
    }),
};
