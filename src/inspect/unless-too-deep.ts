// Code may be nested deeper than a reader's stack: what tools write, or somebody on purpose. It is passed over, and stops no review.

export function unlessTooDeep<Result>(read: () => Result, otherwise: () => Result): Result {
  try {
    return read();
  } catch (error) {
    // The one way an engine has to say it (ECMA-262 leaves it open; V8 throws a RangeError of these words).
    if (error instanceof RangeError && error.message.includes('call stack')) return otherwise();
    throw error;
  }
}
