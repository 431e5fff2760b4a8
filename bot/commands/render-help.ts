// The one help comment: what can be asked, by whom, and why the last request was not done.
import { COMMANDS } from './command.ts';

export const HELP_MARKER = '<!-- perfcrew:help -->';

export function renderHelp(notice: string | null): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, { who, does }]) =>
      `| \`/perfcrew ${name}\`${name === 'help' ? '' : ` or \`/${name}\``} | ${does} | ${who === 'anyone' ? 'anyone' : 'write access'} |`,
  );
  return [
    HELP_MARKER,
    ...(notice === null ? [] : [notice, '']),
    '| comment | what it does | who |',
    '|---|---|---|',
    ...rows,
    '',
    'A command stands alone on one of the first five lines. On a pull request from a fork, name the commit you have read: `/optimize sha=1a2b3c4`.',
    '',
  ].join('\n');
}
