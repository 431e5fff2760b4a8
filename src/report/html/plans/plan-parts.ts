// What a page with plans carries for its viewer: the code and the look as data that no one runs until a plan is opened.
import { PLAN_OPENER, PLAN_OPENER_HASH, PLAN_STYLE, PLAN_VIEWER, PLAN_VIEWER_HASH } from './plan-script.ts';

/** The viewer runs in frames of the page alone, and they inherit its policy. */
export const PLAN_HASHES = [PLAN_OPENER_HASH, PLAN_VIEWER_HASH] as const;

/** For the end of the body: what is read by their ids stands before what reads it. */
export function planParts(): string {
  return `
<script type="text/plain" id="plan-style">${PLAN_STYLE}</script>
<script type="text/plain" id="plan-viewer">${PLAN_VIEWER}</script>
<script>${PLAN_OPENER}</script>`;
}
