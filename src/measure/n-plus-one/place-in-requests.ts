// Ties what was caught on the wire to requests by time, for apps that no hook can enter: sound where one is sent at a time.
import type { Capture, Request, Statement } from './captured.ts';

export interface SentRequest extends Request {
  /** Same clock as the statements'. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** A statement that began while two requests were under way belongs to neither for certain: it stays without one. */
export function placeInRequests<Caught extends Statement>(
  statements: readonly Caught[],
  requests: readonly SentRequest[],
): Capture<Caught> {
  const ordered = requests.toSorted((one, other) => one.fromMs - other.fromMs);
  return {
    requests,
    statements: statements.map((statement) => {
      const around = ordered.filter(({ fromMs, toMs }) => fromMs <= statement.atMs && statement.atMs <= toMs);
      const [only] = around;
      return { ...statement, requestId: around.length === 1 && only !== undefined ? only.id : null };
    }),
  };
}
