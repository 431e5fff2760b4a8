// Secrets in one text, told by kind, length and the last two characters: enough to find the right one, too little to use it.
import type { SourceFile } from '../../../source-file.ts';
import type { SecurityFinding } from '../finding.ts';
import { isGenerated, isMadeUp } from '../place-kind.ts';
import { type Assigned, findAssigned } from './assigned.ts';
import { isPlaceholder } from './placeholder.ts';
import { SHAPES, type SecretShape } from './shapes.ts';
import { hasRightChecksum } from './token-checksum.ts';

const MAXIMUM_CHARACTERS = 2_000_000;

interface Found extends Pick<SecurityFinding, 'severity' | 'confidence'> {
  readonly rule: string;
  readonly kind: string;
  readonly value: string;
  readonly at: number;
}

export function findSecrets({ path, text }: SourceFile): readonly SecurityFinding[] {
  if (text.length > MAXIMUM_CHARACTERS || text.includes('\0')) return [];
  return secretsIn({ path, text }).map((one) => toFinding(path, text, one));
}

/** The secrets themselves and where they begin: for those who take them out, never to be told. */
export function secretsIn({ path, text }: SourceFile): readonly Found[] {
  const isQuiet = isMadeUp(path);
  const shaped = SHAPES.flatMap((shape) =>
    isQuiet && shape.isCommonInTests ? [] : ofShape(shape, text, isQuiet),
  );
  const assigned = isQuiet || isGenerated(path) ? [] : findAssigned(text).map(ofAssigned);
  const found: Found[] = [];
  for (const one of [...shaped, ...assigned])
    if (!found.some((other) => overlaps(one, other))) found.push(one);
  return found;
}

function ofShape(
  { id, kind, pattern, severity }: SecretShape,
  text: string,
  isQuiet: boolean,
): readonly Found[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = match[1] ?? match[0];
    if (isPlaceholder(value.replace(/^[a-z]+_(live_)?|^sk-[a-z]+-/, ''))) return [];
    const isMadeUpToken = hasRightChecksum(value) === false;
    const confidence = isQuiet || isMadeUpToken ? 'low' : 'high';
    const at = match.index + match[0].indexOf(value);
    return [{ rule: `secret-${id}`, kind, value, at, severity, confidence } satisfies Found];
  });
}

function ofAssigned({ id, value, at }: Assigned): Found {
  const kind =
    id === 'database-password' ? 'password inside of an address' : 'random value under the name of a secret';
  return { rule: `secret-${id}`, kind, value, at, severity: 'high', confidence: 'medium' };
}

function overlaps(one: Found, other: Found): boolean {
  return one.at < other.at + other.value.length && other.at < one.at + one.value.length;
}

function toFinding(
  path: string,
  text: string,
  { rule, kind, value, at, severity, confidence }: Found,
): SecurityFinding {
  const line = text.slice(0, at).split('\n').length;
  return {
    rule,
    severity,
    confidence,
    path,
    line,
    endLine: line,
    message: `${/^([AEIO]|npm)/.test(kind) ? 'An' : 'A'} ${kind} of ${value.length} characters${ending(value)} stands in the text.`,
    why: 'Who can read the repository, its forks or its history can use it; taking the line out does not take it back.',
    mend: 'Revoke it where it was issued, then read the new one from the environment or a secret store.',
    cwe: rule === 'secret-private-key' ? 'CWE-321' : 'CWE-798',
  };
}

/** Of a short one two characters say too much. */
function ending(value: string): string {
  return value.length >= 16 && /[A-Za-z0-9]{2}$/.test(value) ? ` that ends in ${value.slice(-2)}` : '';
}
