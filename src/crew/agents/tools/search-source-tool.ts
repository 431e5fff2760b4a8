// Lines of head that hold a text or fit a pattern, for an agent.
import { z } from 'zod';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { Study } from '../../work/study.ts';
import { globMatcher } from './glob.ts';
import { listing } from './listing.ts';
import { matchesLine } from './match-line.ts';
import { compilePattern } from './pattern-program.ts';

const MOST = 80;
const MOST_LINE_CHARACTERS = 2000;
/** A pattern walks no more than so many characters, which takes a few seconds at worst. */
const MOST_PATTERN_CHARACTERS = 4_000_000;

const inputSchema = z.strictObject({
  find: z.string().min(1).max(200).describe('Plain text, or a pattern where regex is true'),
  regex: z.boolean().default(false).describe('Case counts either way; no lookaround, no back references'),
  glob: z.string().max(200).default('**').describe('Only files that fit, e.g. `lib/**/*.js`'),
});

export function searchSourceTool({ workshop }: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'search-source',
    description: 'Lines of the files of head that hold a text or fit a regular expression.',
    inputSchema,
    readOnly: true,
    async run({ find, regex, glob }, signal) {
      const matches = globMatcher(glob);
      const files = workshop.head.filter(({ path }) => matches(path));
      if (files.length === 0) return `No file fits the glob ${glob}; see list-files.`;
      const program = regex ? compilePattern(find) : null;
      const found: string[] = [];
      let characters = 0;
      let searched = 0;
      for (const { path, text } of files) {
        signal.throwIfAborted();
        characters += text.length;
        if (program !== null && searched > 0 && characters > MOST_PATTERN_CHARACTERS) break;
        searched += 1;
        if (program === null && !text.includes(find)) continue;
        for (const [index, line] of text.split('\n').entries()) {
          const seen = line.slice(0, MOST_LINE_CHARACTERS);
          if (program === null ? line.includes(find) : matchesLine(program, seen))
            found.push(`${path}:${index + 1}: ${line.trim()}`);
        }
      }
      const missed = files.length - searched;
      const note = missed > 0 ? `\n${missed} files were not searched, narrow the glob down.` : '';
      return `${found.length === 0 ? `Nothing in ${searched} files.` : listing(found, MOST)}${note}`;
    },
  };
}
