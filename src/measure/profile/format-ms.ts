// Milliseconds as a person compares them: three digits, never more than microseconds.

export function formatMs(ms: number): string {
  if (ms === 0) return '0 ms';
  const size = Math.abs(ms);
  return `${ms.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)} ms`;
}
