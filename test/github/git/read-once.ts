// What commits say never changes, so git is asked once for each question about them.
const known = new Map<string, Promise<unknown>>();

/** The key must name everything the answer hangs on: repository, question and full commit ids. */
export function readOnce<Result>(key: string, read: () => Promise<Result>): Promise<Result> {
  const found = known.get(key);
  if (found !== undefined) return found as Promise<Result>;
  const reading = read();
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}
