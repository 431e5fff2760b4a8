// Text as an attacker would put it into titles, paths, statements and names, and a report that is made of it.
import * as fc from 'fast-check';
import type { Finding } from '../../src/compare/finding.ts';
import type { Report } from '../../src/report/report.ts';
import { slowReport } from './build-report.ts';

export const HOSTILE_TEXTS = [
  '|</details><script>@everyone![x](http://evil)',
  '</summary></details>\n\n# Pass\n\n![pixel](https://evil.example/p.png?d=',
  '``` \n```\n</details>\n~~~',
  'fixes #1, closes acme/shop#2, GH-3 and @acme/owners 3f1c9a7be20d4458a1b6c0f2d9e87a5544c3b2a1',
  '[click](javascript:alert(1)) <a href="//evil.example">x</a> https://evil.example www.evil.example',
  '\u202Egnp.exe\u2066 \u200B\u0000\u001b[31mred\u001b[0m \uFEFF',
  "\"></title><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
  '</script><!--<script>alert(document.domain)//',
  '"]\n bar [1]\n```\nclick A href "https://evil.example"',
  '::error file=x,line=1::owned%0A',
  '| a | b |\n| --- | --- |\n\\| c \\\\| d',
  '--> <!-- perfcrew:report -->',
  '$$\\href{https://evil.example}{x}$$ $1 :shipit: <b>',
] as const;

/** The slow report with every free text replaced by what `next` gives. */
export function hostileReport(next: () => string): Report {
  const slow = slowReport();
  const finding = (given: Finding): Finding => ({
    ...given,
    kind: 'regression',
    target: next(),
    title: next(),
    detail: next(),
    location: given.location === null ? null : { ...given.location, path: next() },
    evidence: { base: next(), head: next() },
  });
  return {
    ...slow,
    pullRequest: { ...slow.pullRequest, title: next(), body: next(), author: next() },
    risk: {
      ...slow.risk,
      policy: next(),
      raised: [{ to: 'comprehensive', reason: next() }],
      override: { level: 'minimal', by: next(), reason: next() },
      factors: slow.risk.factors.map((factor) => ({
        ...factor,
        reason: next(),
        evidence: [{ path: next(), line: 3 }],
      })),
    },
    plan: {
      ...slow.plan,
      gates: slow.plan.gates.map((gate) => ({ ...gate, targets: [next(), next()], reason: next() })),
      skipped: slow.plan.skipped.map((gate) => ({ ...gate, reason: next() })),
    },
    measurements: slow.measurements.map((measurement) => ({
      ...measurement,
      target: next(),
      environment: { ...measurement.environment, cpuModel: next(), image: next() },
    })),
    comparison: {
      ...slow.comparison,
      metrics: slow.comparison.metrics.map((row) => ({
        ...row,
        target: next(),
        label: next(),
        need: next(),
      })),
      unmeasured: [{ gate: 'page', target: next(), reason: next(), mend: next(), causedByHead: false }],
    },
    findings: slow.findings.map(finding),
    verdict: {
      ...slow.verdict,
      headline: next(),
      reasons: [{ effect: 'fail', gate: null, target: next(), message: next(), finding: null }],
    },
    phases: slow.phases.map((phase) => ({ ...phase, name: next() })),
  };
}

/** Gives the texts one after the other, for ever. */
export function cycle(texts: readonly string[]): () => string {
  let place = 0;
  return () => {
    place += 1;
    return texts[(place - 1) % texts.length] ?? '';
  };
}

/** Any code points at all, lone halves of pairs among them. */
export const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2100 }), fc.integer({ min: 0, max: 0x10ffff })), {
    maxLength: 60,
  })
  .map((points) => String.fromCodePoint(...points));
