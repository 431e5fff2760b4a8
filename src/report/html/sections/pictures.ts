// What a visitor saw, base beside head: screenshots and film strips of the pages.
import type { EmbeddedArtifact } from '../embed-artifacts.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

export function picturesSection(artifacts: readonly EmbeddedArtifact[]): Markup | null {
  const pictures = artifacts.filter(({ show }) => show === 'screenshot');
  if (pictures.length === 0) return null;
  const pages = [...Map.groupBy(pictures, ({ gate, target }) => JSON.stringify([gate, target])).values()];
  return markup`<section id="pictures"><h2>What a visitor saw</h2>${pages.map(page)}</section>`;
}

function page(pictures: readonly EmbeddedArtifact[]): Markup {
  const [first] = pictures;
  const rows = [...Map.groupBy(pictures, ({ name }) => withoutSide(name)).values()];
  return markup`<div class="card looks"><h3><span class="tag">${first?.gate ?? ''}</span> ${cutText(first?.target ?? '', 160)}</h3>${rows.map(
    (row) =>
      markup`<div class="look ${row.length === 1 ? 'one' : ''}">${row.toSorted(baseFirst).map(picture)}</div>`,
  )}</div>`;
}

function picture({ name, target, side, url }: EmbeddedArtifact): Markup | null {
  if (url === null) return null;
  const label = `${cutText(name, 120)}${side === null || new RegExp(`\\b${side}\\b`).test(name) ? '' : ` (${side})`}`;
  return markup`<figure class="pane"><figcaption>${label}</figcaption><img src="${url}" alt="${label} of ${cutText(target, 120)}" loading="lazy"></figure>`;
}

/** `Film strip of base` and `Film strip of head` belong beside each other. */
function withoutSide(name: string): string {
  return name.replace(/\b(?:base|head)\b/g, '').replace(/\s+/g, ' ');
}

function baseFirst(one: EmbeddedArtifact, other: EmbeddedArtifact): number {
  return Number(one.side === 'head') - Number(other.side === 'head');
}
