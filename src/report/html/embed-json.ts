// The report itself travels inside the page, so that a tool can read it there.
import type { Markup } from './markup.ts';

/** A data block no text inside can close. Read it by `JSON.parse(document.getElementById(id).textContent)`. */
export function embedJson(id: string, value: unknown): Markup {
  const json = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escapeUnit);
  return { markup: `<script type="application/json" id="${id}">${json}</script>` };
}

function escapeUnit(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
