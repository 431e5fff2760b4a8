// Others may rely on what is taken away here.
import type { Found } from '../features/changed-lines.ts';
import { evidenceOf, type RiskRule } from '../rule.ts';

export const breaking: RiskRule = {
  sole: false,
  judge: (features, policy) => {
    const signs = [
      features.breakingTitle === null ? '' : 'the title announces it',
      sign('export', features.removedExports),
      sign('route', features.removedRoutes),
      sign('column', features.removedColumns),
    ].filter((text) => text !== '');
    if (signs.length === 0 || policy.breaking === 0) return [];
    const places = [...features.removedExports, ...features.removedRoutes, ...features.removedColumns];
    return [
      {
        id: 'breaking',
        points: policy.breaking,
        reason: `A breaking change: ${signs.join('; ')}.`,
        evidence: evidenceOf(places.toSorted((one, other) => compareText(one.path, other.path))),
      },
    ];
  },
};

function sign(what: string, found: readonly Found[]): string {
  const names = [...new Set(found.map(({ name }) => name))];
  if (names.length === 0) return '';
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  return `${names.length === 1 ? `the ${what}` : `the ${what}s`} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} ${names.length === 1 ? 'is' : 'are'} removed`;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
