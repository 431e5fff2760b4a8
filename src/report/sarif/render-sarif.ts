// Findings for code scanning and editors: SARIF 2.1.0, with fingerprints that survive a push.
import type { Finding } from '../../compare/finding.ts';
import { CONFIG_PATH } from '../../config/config.ts';
import type { Location } from '../../core/location.ts';
import type { Report } from '../report.ts';
import { sortFindings } from '../select/sort-findings.ts';
import { cleanBlock } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';
import { encodePath } from '../text/location-url.ts';
import { findingRule } from './finding-rules.ts';

/** Code scanning shows 5,000 results of a run and refuses files above 10 MB packed. */
const MOST_RESULTS = 5_000;
const MESSAGE_LIMIT = 4_000;
/** Code scanning refuses results without a place: those that have none on head stand where their target is named. */
const TARGETS = { path: CONFIG_PATH, line: 1, side: 'head' } as const;

export function renderSarif(report: Report): string {
  const { loud, notes, readings } = sortFindings(report);
  const findings = [...loud, ...notes, ...readings].slice(0, MOST_RESULTS);
  const kinds = [...new Set(findings.map(({ kind }) => kind))].toSorted();
  return `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { name: 'perfcrew', semanticVersion: report.perfcrew, rules: kinds.map(renderRule) },
          },
          automationDetails: { id: 'perfcrew/' },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
          results: findings.map((finding) => renderResult(finding, kinds)),
        },
      ],
    },
    null,
    2,
  )}\n`;
}

function renderRule(kind: string) {
  const { name, short, help } = findingRule(kind);
  return {
    id: kind,
    name,
    shortDescription: { text: short },
    fullDescription: { text: `${short}. ${help}` },
    help: { text: help },
    properties: { tags: ['performance'] },
  };
}

function renderResult(finding: Finding, kinds: readonly string[]) {
  const { id, kind, severity, title, detail, gate, target, location } = finding;
  const message = cutText(
    cleanBlock(`${title}\n\n${detail}`.slice(0, MESSAGE_LIMIT * 2)).trim(),
    MESSAGE_LIMIT,
  );
  return {
    ruleId: kind,
    ruleIndex: kinds.indexOf(kind),
    level: severity,
    message: { text: message || kind },
    locations: [{ physicalLocation: physical(location?.side === 'head' ? location : TARGETS) }],
    partialFingerprints: { 'perfcrewFinding/v1': id },
    properties: { gate, target: cutText(target, 200) },
  };
}

function physical(location: Location) {
  return {
    artifactLocation: { uri: encodePath(location.path), uriBaseId: '%SRCROOT%' },
    region: { startLine: location.line, endLine: Math.max(location.line, location.endLine ?? location.line) },
  };
}
