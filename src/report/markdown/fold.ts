// A part the reader may open; GitHub reads Markdown inside only after an empty line.

/** `summary` is HTML already escaped; `body` is whole Markdown. */
export function fold(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
