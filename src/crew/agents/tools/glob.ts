// Globs a model may write: `*`, `?`, `**` and `{a,b}`, matched in time that no pattern can blow up.
// Within a part of a path by the two-pointer walk of R. Cox, "Glob Matching Can Be Simple And Fast Too" (research.swtch.com/glob).

const MOST_ALTERNATIVES = 64;

export function globMatcher(glob: string): (path: string) => boolean {
  const patterns = expand(glob.replace(/^(\.?\/)+/, '')).map((pattern) => pattern.split('/'));
  return (path) => {
    const parts = path.split('/');
    return patterns.some((pattern) => matchesParts(pattern, parts));
  };
}

/** `a/{b,c}` as `a/b` and `a/c`; what goes beyond the limit is left out. */
function expand(glob: string): readonly string[] {
  let open = [glob];
  const done: string[] = [];
  while (open.length > 0 && open.length + done.length <= MOST_ALTERNATIVES) {
    const next: string[] = [];
    for (const one of open) {
      const group = /\{([^{}]*)\}/.exec(one);
      if (group === null) done.push(one);
      else
        for (const choice of (group[1] ?? '').split(','))
          next.push(one.slice(0, group.index) + choice + one.slice(group.index + group[0].length));
    }
    open = next.slice(0, MOST_ALTERNATIVES);
  }
  return done;
}

/** Row by row: which beginnings of the path the pattern so far can stand for. */
function matchesParts(pattern: readonly string[], parts: readonly string[]): boolean {
  let reached = Array.from({ length: parts.length + 1 }, (_, at) => at === 0);
  for (const piece of pattern) {
    const next = Array.from({ length: parts.length + 1 }, () => false);
    for (const [at, part] of ['', ...parts].entries()) {
      if (piece === '**') next[at] = reached[at] === true || next[at - 1] === true;
      else next[at] = at > 0 && reached[at - 1] === true && matchesPart(piece, part);
    }
    reached = next;
  }
  return reached.at(-1) === true;
}

function matchesPart(pattern: string, text: string): boolean {
  let [at, star, mark] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at;
      mark = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      index = mark;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
