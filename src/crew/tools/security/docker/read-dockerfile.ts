// A Dockerfile as instructions with their lines: continued lines joined, comments left out.
import type { SourceFile } from '../../../source-file.ts';

export interface Instruction {
  /** In capitals. */
  readonly word: string;
  readonly rest: string;
  readonly line: number;
  readonly endLine: number;
}

export function readDockerfile({ path, text }: SourceFile): readonly Instruction[] | null {
  if (!/(^|\/)(Dockerfile|Containerfile)(\.[\w-]+)?$|\.(Dockerfile|dockerfile)$/.test(path)) return null;
  const found: Instruction[] = [];
  let open: { readonly from: number; readonly parts: string[] } | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    open ??= { from: index + 1, parts: [] };
    open.parts.push(content.replace(/\\$/, ''));
    if (content.endsWith('\\')) continue;
    const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(open.parts.join(' ')) ?? [];
    found.push({ word: word.toUpperCase(), rest, line: open.from, endLine: index + 1 });
    open = null;
  }
  return found;
}
