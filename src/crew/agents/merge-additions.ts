// What the tools wrote together with what a model added and our check let through: nothing of the draft is lost or lowered.
import { findingId } from '../../compare/finding-id.ts';
import { cleanBlock, cleanLine } from '../../core/text/clean-text.ts';
import type { Bottleneck } from '../bottleneck.ts';
import { readDocument, type Inputs } from '../work/document-schemas.ts';
import type { Study } from '../work/study.ts';
import type { Additions, NewBottleneck } from './additions.ts';
import type { AgentParts } from './agent-parts.ts';
import type { CheckedAdditions } from './check-additions.ts';
import { renderRemarks } from './render-remarks.ts';

const NEAR_LINES = 3;
const MOST_BOTTLENECKS = 200;
const MOST_PROPOSALS = 200;

export interface Merging {
  readonly study: Pick<Study, 'isChanged'>;
  readonly parts: AgentParts;
  readonly modelName: string;
  readonly additions: Additions;
  readonly checked: CheckedAdditions;
}

export function mergeAdditions(drafts: Inputs, merging: Merging): Readonly<Record<string, unknown>> {
  const { parts, additions, checked } = merging;
  const documents: Record<string, unknown> = { ...drafts };
  if (parts.bottlenecks) documents['bottlenecks'] = mergedBottlenecks(drafts, merging);
  if (parts.proposals)
    documents['proposals'] = [...readDocument('proposals', drafts), ...checked.proposals].slice(
      0,
      MOST_PROPOSALS,
    );
  for (const [index, name] of parts.markdown.entries()) {
    const said = renderRemarks({
      modelName: merging.modelName,
      remarks: additions.remarks.flatMap(({ document, markdown }) => (document === name ? [markdown] : [])),
      // What belongs to no document stands in the first.
      proposals: index === 0 ? checked.proposals : [],
      doubts: index === 0 ? additions.doubts : [],
      leftOut: index === 0 ? checked.leftOut : [],
    });
    if (said !== '') documents[name] = withSection(String(drafts[name]), said);
  }
  return documents;
}

export function withSection(text: string, section: string): string {
  return `${text.trimEnd()}\n\n${section}\n`;
}

function mergedBottlenecks(drafts: Inputs, merging: Merging): readonly Bottleneck[] {
  const { additions, parts, modelName } = merging;
  const merged: Bottleneck[] = [...readDocument('bottlenecks', drafts)];
  for (const added of additions.bottlenecks) {
    const at = merged.findIndex((known) => isSame(known, added));
    const known = merged[at];
    if (known === undefined) merged.push(bottleneckOf(added, merged, merging));
    else merged[at] = joined(known, added, modelName);
  }
  // Without a document of prose a doubt is told with the facts.
  const doubts = parts.markdown.length === 0 ? additions.doubts : [];
  return merged.slice(0, MOST_BOTTLENECKS).map((one) => {
    const its = doubts.filter(({ id }) => id === one.id);
    const told = its.map(({ reason }) => `Doubted by model ${modelName}: ${cleanLine(reason)}`);
    return told.length === 0 ? one : { ...one, evidence: [one.evidence, ...told].join('\n') };
  });
}

function isSame({ location }: Bottleneck, { path, line }: NewBottleneck): boolean {
  if (location?.path !== path) return false;
  return location.line - NEAR_LINES <= line && line <= (location.endLine ?? location.line) + NEAR_LINES;
}

/** What the tools know of it stays first; its cost is not the model's to say. */
function joined(
  known: Bottleneck,
  { title, evidence, targets }: NewBottleneck,
  modelName: string,
): Bottleneck {
  return {
    ...known,
    targets: [...new Set([...known.targets, ...targets])],
    sources: [...new Set([...known.sources, `model ${modelName}`])],
    evidence: `${known.evidence}\n${cleanLine(title)}\n${cleanBlock(evidence)}`,
  };
}

function bottleneckOf(
  { kind, title, path, line, targets, evidence, advice }: NewBottleneck,
  others: readonly Bottleneck[],
  { study, modelName }: Merging,
): Bottleneck {
  const id = findingId({ kind, gate: 'crew-model', target: targets[0] ?? '', path });
  const turn = others.filter((one) => one.id === id || one.id.startsWith(`${id}-`)).length;
  return {
    id: turn === 0 ? id : `${id}-${turn + 1}`,
    kind,
    title: cleanLine(title),
    location: { path, line, side: 'head' },
    targets: [...targets],
    // Nobody has measured it: it stands behind everything that was.
    cost: { perRequestMs: null, share: null, weightedMs: 0, basis: 'estimated' },
    origin: study.isChanged(path, line) ? 'change' : 'before',
    sources: [`model ${modelName}`],
    evidence: cleanBlock(evidence),
    advice: cleanBlock(advice),
  };
}
