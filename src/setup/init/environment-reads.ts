// Which environment variables a source reads, in the forms people write it.
export interface EnvironmentRead {
  readonly name: string;
  readonly index: number;
}

const OBJECT = String.raw`process\.env`;
const FORMS = [
  String.raw`${OBJECT}\.(\w+)`,
  String.raw`${OBJECT}\[['"](\w+)['"]\]`,
  String.raw`\b(?:config(?:Service)?|env)\.get(?:OrThrow)?(?:<\w+>)?\(\s*['"](\w+)['"]`,
  String.raw`\benv\.([A-Z]\w+)\b`,
  String.raw`\benv\(\s*["'](\w+)["']`,
].map((form) => new RegExp(form, 'g'));
const DESTRUCTURED = new RegExp(String.raw`\{([^{}]*)\}\s*=\s*${OBJECT}`, 'g');

export function environmentReads(text: string): readonly EnvironmentRead[] {
  const direct = FORMS.flatMap((form) =>
    [...text.matchAll(form)].map((match) => ({ name: match[1] ?? '', index: match.index })),
  );
  const unpacked = [...text.matchAll(DESTRUCTURED)].flatMap((match) =>
    (match[1] ?? '')
      .split(',')
      .map((part) => ({ name: part.trim().split(/\W/)[0] ?? '', index: match.index })),
  );
  return [...direct, ...unpacked].filter(({ name }) => name !== '');
}
