// What always gets the comprehensive level, whatever the score, the preference or a label says.
import picomatch from 'picomatch';
import type { FileFacts, RiskFeatures } from './features.ts';
import { termFinder } from './features/path-words.ts';
import type { Policy } from './policy.ts';

/** One reason per high-risk domain and per entry of `always_full_for` that the change touches. */
export function forcedReasons(
  features: RiskFeatures,
  policy: Policy,
  alwaysFullFor: readonly string[],
): readonly string[] {
  // Prose and tests about payments do not move money.
  const running = features.files.filter(({ kind }) => kind !== 'doc' && kind !== 'test');
  const reasons: string[] = [];
  for (const [name, domain] of Object.entries(policy.domains)) {
    if (!domain.forcesFull) continue;
    const isNamed = termFinder(domain.words);
    const file = running.find(({ words }) => isNamed(words));
    if (file !== undefined) reasons.push(`\`${file.path}\` names ${name}, a high-risk domain.`);
  }
  for (const entry of alwaysFullFor) {
    const file = isWord(entry) ? findWord(running, entry) : findGlob(features.files, entry);
    if (file !== undefined) reasons.push(`\`${file.path}\` matches \`${entry}\` of always_full_for.`);
  }
  return reasons;
}

/** `billing` is a word; `src/billing`, `*.proto` and `schema.prisma` are places. */
function isWord(entry: string): boolean {
  return !/[*?[\]{}()!/.]/.test(entry);
}

function findWord(files: readonly FileFacts[], word: string): FileFacts | undefined {
  const isNamed = termFinder([word]);
  return files.find(({ words }) => isNamed(words));
}

/** A place is meant as written: documentation and tests in it count too. */
function findGlob(files: readonly FileFacts[], written: string): FileFacts | undefined {
  const glob = written.replace(/^\.?\//, '').replace(/\/$/, '');
  const anywhere = glob.includes('/') ? glob : `**/${glob}`;
  const matches = picomatch([anywhere, `${anywhere}/**`], { dot: true });
  return files.find(
    ({ path, previousPath }) => matches(path) || (previousPath !== null && matches(previousPath)),
  );
}
