// Lighthouse's budgets held against head: an error where this change went over one, a warning where base was over it as well.
import { median } from '../../stats/quantile.ts';
import type { LighthouseFacts, PageSample } from '../../ports/page-driver.ts';
import type { Observation } from '../measurement.ts';
import {
  budgetFor,
  type LighthouseBudget,
  type ReadBudgets,
  type ResourceType,
} from './lighthouse-budgets.ts';

export interface BudgetFile {
  /** As configured. */
  readonly path: string;
  readonly read: ReadBudgets;
}

export interface PageState {
  readonly samples: readonly PageSample[];
  readonly facts: readonly LighthouseFacts[];
}

export interface BudgetQuestion {
  readonly pagePath: string;
  readonly base: PageState;
  readonly head: PageState;
}

interface Held {
  readonly what: string;
  readonly unit: string;
  readonly budget: number;
  readonly value: (state: PageState) => number | null;
}

const KIBIBYTE = 1024;

export function observeBudgets(file: BudgetFile | null, question: BudgetQuestion): Observation[] {
  if (file === null) return [];
  if (file.read.status === 'unreadable') return [unreadable(file.path, file.read.complaint)];
  const budget = budgetFor(file.read.budgets, question.pagePath.replace(/[?#].*$/, ''));
  if (budget === null) return [];
  return heldBy(budget).flatMap((held) => {
    const head = held.value(question.head);
    const base = held.value(question.base);
    if (head === null || head <= held.budget) return [];
    const wasOver = base !== null && base > held.budget;
    const said = (value: number | null): string | null => (value === null ? null : rounded(value, held.unit));
    return [
      {
        kind: 'budget-exceeded',
        side: wasOver ? 'both' : 'head',
        severity: wasOver ? 'warning' : 'error',
        title: `${held.what}: ${rounded(head, held.unit)} of ${rounded(held.budget, held.unit)} allowed (${said(base) ?? 'unknown'} on base)`,
        detail: `${file.path} sets this budget for ${question.pagePath}. ${wasOver ? 'Base is over it as well.' : 'Base keeps it.'}`,
        evidence: { base: said(base), head: said(head) },
        clues: [],
        location: null,
      } as const,
    ];
  });
}

function heldBy({ resourceSizes, resourceCounts, timings, options }: LighthouseBudget): Held[] {
  const chosen = (sample: PageSample, type: ResourceType) =>
    sample.requests.filter((request) => isOf(request, type, options?.firstPartyHostnames ?? []));
  const middle = (read: (sample: PageSample) => number) => (state: PageState) =>
    median(state.samples.map(read));
  return [
    ...resourceSizes.map(({ resourceType, budget }) => ({
      what: `Size of ${resourceType} resources`,
      unit: 'KiB',
      budget,
      value: middle(
        (sample) =>
          chosen(sample, resourceType).reduce((sum, { transferBytes }) => sum + transferBytes, 0) / KIBIBYTE,
      ),
    })),
    ...resourceCounts.map(({ resourceType, budget }) => ({
      what: `Number of ${resourceType} resources`,
      unit: '',
      budget,
      value: middle((sample) => chosen(sample, resourceType).length),
    })),
    ...timings.map(({ metric, budget }) => ({
      what: `Lighthouse's ${metric}`,
      unit: metric === 'cumulative-layout-shift' ? '' : 'ms',
      budget,
      value: ({ facts }: PageState) => facts[0]?.audits[metric] ?? null,
    })),
  ];
}

const TYPES: Readonly<Record<string, ResourceType>> = {
  Document: 'document',
  Font: 'font',
  Image: 'image',
  Media: 'media',
  Script: 'script',
  Stylesheet: 'stylesheet',
};

function isOf(
  { type, path }: PageSample['requests'][number],
  wanted: ResourceType,
  firstParty: readonly string[],
): boolean {
  if (wanted === 'total') return true;
  if (wanted === 'third-party')
    return !path.startsWith('/') && !firstParty.some((name) => isHost(path, name));
  return (TYPES[type] ?? 'other') === wanted;
}

/** `*.example.com` matches every host below it. */
function isHost(url: string, name: string): boolean {
  const { hostname } = new URL(url);
  return name.startsWith('*.')
    ? hostname.endsWith(name.slice(1)) || hostname === name.slice(2)
    : hostname === name;
}

function unreadable(path: string, complaint: string): Observation {
  return {
    kind: 'budgets-unreadable',
    side: 'base',
    severity: 'warning',
    title: `${path} was not held against this page: it cannot be read`,
    detail: `${complaint}\nCorrect ${path} (\`lighthouse_budgets\`) on the base branch; it is Lighthouse's budget.json, a list of budgets.`,
    evidence: { base: complaint, head: null },
    clues: [path],
    location: null,
  };
}

function rounded(value: number, unit: string): string {
  const figure = unit === 'ms' ? Math.round(value) : Math.round(value * 100) / 100;
  return unit === '' ? String(figure) : `${figure} ${unit}`;
}
