// A statement that Postgres's grammar refuses (another dialect, a body in plpgsql, a text built from parts), read by its words alone:
// rather a table too many than one too few.
import type { StatementFacts } from './read-statement.ts';
import { UNKNOWN_TABLE, type Written } from './writes-of.ts';

const NAME = String.raw`(?:only\s+)?(?:[\w"\`[\]$]+\.)*["\`[]?([\w$]+|\?)`;
const WRITES: readonly (readonly [Written['kind'], RegExp])[] = [
  ['insert', new RegExp(String.raw`\b(?:insert\s+(?:ignore\s+)?into|replace\s+into)\s+${NAME}`, 'gi')],
  ['update', new RegExp(String.raw`\bupdate\s+${NAME}["\`\]]?(?:\s+(?:as\s+)?\w+)?\s+set\b`, 'gi')],
  ['delete', new RegExp(String.raw`\bdelete\s+from\s+${NAME}`, 'gi')],
  ['merge', new RegExp(String.raw`\bmerge\s+into\s+${NAME}`, 'gi')],
  ['truncate', new RegExp(String.raw`\btruncate\s+(?:table\s+)?${NAME}`, 'gi')],
  ['copy', new RegExp(String.raw`\bcopy\s+${NAME}["\`\]]?(?:\s*\([^)]*\))?\s+from\b`, 'gi')],
  ['refresh', new RegExp(String.raw`\brefresh\s+materialized\s+view\s+(?:concurrently\s+)?${NAME}`, 'gi')],
];
const READS = new RegExp(String.raw`\b(?:from|join)\s+${NAME}`, 'gi');
const OWNERS =
  /\b((?:user|customer|account|owner|member|tenant|org|organi[sz]ation|patient|client)_?(?:id|uuid))\b\s*(?:=|in\b)/gi;
const VOLATILE =
  /\b(now\s*\(|random\s*\(|rand\s*\(|current_timestamp|current_date|current_time|gen_random_uuid\s*\(|uuid\s*\()/gi;
const SESSION = /\b(current_user|session_user|current_setting\s*\(|set_config\s*\(|set\s+local)\b/gi;

export function readText(text: string): StatementFacts {
  const bare = text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  return {
    reads: all(bare, READS),
    writes: writesInText(bare),
    ownerConditions: all(bare, OWNERS),
    ownerResults: [],
    volatile: all(bare, VOLATILE),
    session: all(bare, SESSION),
    functions: [],
    parameters: new Set(bare.match(/\$\d+|\?|(?<!:):[a-z_]\w*/gi)).size,
    isPaged: /\boffset\b/i.test(bare),
    isParsed: false,
  };
}

function writesInText(text: string): readonly Written[] {
  return WRITES.flatMap(([kind, pattern]) => all(text, pattern).map((table) => ({ table, kind })));
}

function all(text: string, pattern: RegExp): readonly string[] {
  const found = [...text.matchAll(pattern)].map((match) =>
    match[1] === '?' || match[1] === undefined || match[1].startsWith('$')
      ? UNKNOWN_TABLE
      : match[1].toLowerCase(),
  );
  return [...new Set(found)].toSorted();
}
