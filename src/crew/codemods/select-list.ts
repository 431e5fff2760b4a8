// Under which name each row of a statement says which key it answers: the compared column, shown once and under its own name.

const COMPARED = /([a-z_][\w$]*(?:\.[a-z_][\w$]*)?)\s*=\s*(?:ANY\s*\(\s*)?\$1\b/i;
const SELECT = /^\s*select\s+([\s\S]*?)\s+from\s+([\s\S]*?)(?:\s+where\b)/i;

/** Null where it is not shown, shown twice, renamed, or no key by its name: only keys are alike as text when they are equal. */
export function readKey(sql: string): string | null {
  const compared = COMPARED.exec(sql)?.[1]?.split('.');
  const parts = SELECT.exec(sql);
  const column = compared?.at(-1)?.toLowerCase();
  if (compared === undefined || column === undefined || parts === null || !/(^|_)(id|uuid|key)$/.test(column))
    return null;
  const [, list = '', from = ''] = parts;
  if (/["'(]/.test(list)) return null;
  const shown = list.split(',').map((item) => item.trim().toLowerCase());
  const names = shown.map((item) => /(?:^|[\s.])([\w$*]+)$/.exec(item)?.[1] ?? '');
  const isOneTable = !/\bjoin\b|,/i.test(from);
  if (names.includes('*')) return isOneTable && shown.length === 1 ? column : null;
  const places = names.flatMap((name, index) => (name === column ? [shown[index] ?? ''] : []));
  const [place, ...more] = places;
  if (place === undefined || more.length > 0 || /\s/.test(place)) return null;
  const isSame = place === compared.join('.').toLowerCase() || isOneTable;
  return isSame ? column : null;
}
