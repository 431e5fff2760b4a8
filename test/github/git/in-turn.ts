// Work on one repository's refs happens one after the other, as pushes must see what the one before left.
const queues = new Map<string, Promise<unknown>>();

export async function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const before = queues.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(
    key,
    mine.catch(() => undefined),
  );
  return mine;
}
