// A moment as a person writes it; the documents hold ISO 8601.

/** `2026-11-21T08:06:11.000Z` → `2026-11-21 08:06 UTC`; anything else stays as it is. */
export function formatMoment(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/.exec(iso);
  return match === null ? iso : `${match[1]} ${match[2]} UTC`;
}
