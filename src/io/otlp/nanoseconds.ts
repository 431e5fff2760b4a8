// OTLP counts time in nanoseconds, more than a JavaScript number holds; so they travel as text.

/** Precise to the microsecond. */
export function nanoseconds(epochMs: number): string {
  return `${Math.round(epochMs * 1000)}000`;
}
