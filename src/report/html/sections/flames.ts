// Where the processor's time went, base against head: a flame graph to walk through, and its functions as a table.
import { formatDuration } from '../../../core/format/format-duration.ts';
import type { EmbeddedArtifact } from '../embed-artifacts.ts';
import { embedJson } from '../embed-json.ts';
import { readFlameTree, type FlameFrame } from '../flame/flame-tree.ts';
import { slowestFrames, type SelfTime } from '../flame/slowest-frames.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

const MOST_FUNCTIONS = 12;

/** Null where no attachment is a flame graph: the page then carries no viewer either. */
export function flamesSection(artifacts: readonly EmbeddedArtifact[]): Markup | null {
  const graphs = artifacts.flatMap((artifact) => {
    const tree = artifact.show === 'flame-graph' ? readFlameTree(artifact.content) : null;
    return tree === null ? [] : [{ artifact, tree }];
  });
  if (graphs.length === 0) return null;
  return markup`<section id="flames"><h2>Where the processor’s time went</h2>
  <p class="lead">Every bar is a function, as wide as its time in a request; below it stands what it called. Vermilion functions take longer on head, blue ones less, grey ones the same; the signed number is the difference. Click a bar to look into it.</p>
  ${graphs.map(({ artifact, tree }, place) => figure({ artifact, tree, place }))}
</section>`;
}

interface Graph {
  readonly artifact: EmbeddedArtifact;
  readonly tree: FlameFrame;
  readonly place: number;
}

function figure({ artifact, tree, place }: Graph): Markup {
  const name = `${artifact.gate} of ${cutText(artifact.target, 160)}`;
  return markup`<details class="card flame" ${place === 0 ? markup`open` : markup``}><summary><span class="tag">${artifact.gate}</span> <span class="name">${cutText(artifact.target, 160)}</span> <span class="gist">${time(tree.v - tree.d)} on base, ${time(tree.v)} on head</span></summary>
  <figure data-flame aria-label="Differential flame graph, ${name}">
    ${embedJson(`flame-${place}`, tree)}
    <div class="flame-tools" data-flame-tools hidden>
      <span role="group" aria-label="Whose time the widths are">Widths: <button type="button" data-flame-side="base" aria-pressed="false">base</button> <button type="button" data-flame-side="head" aria-pressed="true">head</button></span>
      <button type="button" data-flame-reset>Whole request</button>
      <label><span class="unseen">Find a function</span><input type="search" placeholder="Find a function" data-flame-search></label>
    </div>
    <div class="flame-host" data-flame-host hidden></div>
    <p class="flame-told" data-flame-told aria-live="polite"></p>
    <figcaption>${functionTable(slowestFrames(tree, MOST_FUNCTIONS))}</figcaption>
  </figure></details>`;
}

function functionTable(functions: readonly SelfTime[]): Markup {
  if (functions.length === 0) return markup`No function’s own time changed.`;
  return markup`<details class="raw"><summary>The functions whose own time changed most</summary><table><thead><tr><th scope="col">Function</th><th scope="col" class="num">Base</th><th scope="col" class="num">Head</th><th scope="col" class="num">Change</th></tr></thead><tbody>${functions.map(
    ({ name, base, head }) =>
      markup`<tr><th scope="row"><code>${name}</code></th><td class="num">${time(base)}</td><td class="num">${time(head)}</td><td class="num ${head > base ? 'bad' : 'good'}">${head > base ? '+' : ''}${time(head - base)}</td></tr>`,
  )}</tbody></table></details>`;
}

/** Microseconds, as the flame graph holds them. */
function time(microseconds: number): string {
  return formatDuration(microseconds / 1000);
}
