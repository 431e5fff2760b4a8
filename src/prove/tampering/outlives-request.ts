// Remembering answers between requests makes any benchmark fast that asks the same thing twice, and serves old data to people. A patch
// may do so only where the crew designed it as a cache, with what invalidates it.

/** A container at the top level of a module that the added lines themselves fill. */
const CONTAINER =
  /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)[^=]*=\s*(?:new\s+(?:Map|WeakMap|Set|LRUCache|\w*Cache)\b|Object\.create\(null\)|\{\s*\}\s*;?\s*$|\[\s*\]\s*;?\s*$)/;
/** A top-level variable without a value yet: to be filled by the first caller. */
const EMPTY = /^(?:export\s+)?(?:let|var)\s+([\w$]+)(?:\s*:[^=]+)?\s*(?:=\s*(?:null|undefined))?\s*;?\s*$/;

/** What it remembers, as the end of "It …"; null where it does not. Lines as they stand in the file, indentation included. */
export function outlivesRequest(added: readonly string[]): string | null {
  const text = added.join('\n');
  for (const line of added) {
    const name = CONTAINER.exec(line)?.[1] ?? EMPTY.exec(line)?.[1];
    if (name !== undefined && isFilled(name, text) && !isChecked(name, line, text))
      return `remembers results between requests in \`${name}\`, and nothing shows when they become wrong`;
  }
  return null;
}

function isFilled(name: string, text: string): boolean {
  const own = name.replaceAll('$', String.raw`\$`);
  return new RegExp(
    String.raw`(?:^|[^\w$.])${own}\s*(?:\.(?:set|add|push|unshift)\s*\(|\[[^\]]+\]\s*(?:\?\?|\|\|)?=(?!=)|(?:\?\?|\|\|)?=(?!=))`,
    'm',
  ).test(text.replace(new RegExp(String.raw`^(?:export\s+)?(?:const|let|var)\s+${own}\b`, 'm'), ''));
}

/**
 * What is held weakly, by the object it was made of, and handed out only after that object's fields were compared with those it
 * was made from, is as fresh as the object. Answers are asked for while rows change all the same (fresh/check-freshness.ts).
 */
function isChecked(name: string, line: string, text: string): boolean {
  if (!/=\s*new\s+WeakMap\b/.test(line)) return false;
  const own = name.replaceAll('$', String.raw`\$`);
  const reads = [
    ...text.matchAll(new RegExp(String.raw`(?:const|let)\s+([\w$]+)\s*=\s*${own}\s*\.get\(`, 'g')),
  ];
  const gets = text.match(new RegExp(String.raw`(?<![\w$.])${own}\s*\.\s*get\(`, 'g')) ?? [];
  return (
    gets.length > 0 &&
    reads.length === gets.length &&
    reads.every(([, read = '']) => {
      const seen = read.replaceAll('$', String.raw`\$`);
      return new RegExp(String.raw`\b${seen}\.[\w$]+\.every\([^\n]*\bObject\.is\(`).test(text);
    })
  );
}
