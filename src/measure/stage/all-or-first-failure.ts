// Waits for works that go on side by side until each has come to its end: none may still run when a failure is told.

/** Like `Promise.all`, but settles only when all have, and rejects with the failure that stands first in the list. */
export async function allOrFirstFailure<const Works extends readonly unknown[] | []>(
  works: Works,
): Promise<{ -readonly [Index in keyof Works]: Awaited<Works[Index]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
