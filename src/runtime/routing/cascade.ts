// The small model first, the stronger one only where a check of our own rejects what it gave.
// Method: cascade of L. Chen, M. Zaharia and J. Zou, "FrugalGPT", arXiv 2305.05176 (2023), with a check in place of its learned judge.

export type AttemptResult<Output> =
  | { readonly kind: 'answered'; readonly output: Output; readonly costUsd: number }
  /** No answer, e.g. refused by a cap or by the provider; what it cost is counted all the same. */
  | { readonly kind: 'unanswered'; readonly reason: string; readonly costUsd: number };

export interface Attempt<Output> {
  /** Shown in the report, e.g. the model's name. */
  readonly name: string;
  run(earlier: readonly Tried<Output>[]): Promise<AttemptResult<Output>>;
}

export type Judgement = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

export interface Tried<Output> {
  readonly name: string;
  readonly costUsd: number;
  readonly output: Output | null;
  /** Null for the one that was accepted. */
  readonly rejected: string | null;
}

export interface CascadeResult<Output> {
  /** Null where no attempt was accepted. */
  readonly output: Output | null;
  readonly acceptedFrom: string | null;
  readonly tried: readonly Tried<Output>[];
  readonly costUsd: number;
}

/** Each attempt is told what was tried before it and why that was rejected. */
export async function cascade<Output>(
  attempts: readonly Attempt<Output>[],
  verify: (output: Output) => Judgement | Promise<Judgement>,
): Promise<CascadeResult<Output>> {
  const tried: Tried<Output>[] = [];
  const result = (accepted: Tried<Output> | null): CascadeResult<Output> => ({
    output: accepted?.output ?? null,
    acceptedFrom: accepted?.name ?? null,
    tried,
    costUsd: tried.reduce((sum, { costUsd }) => sum + costUsd, 0),
  });
  for (const attempt of attempts) {
    const { name } = attempt;
    const answer = await attempt.run([...tried]);
    const { costUsd } = answer;
    if (answer.kind === 'unanswered') {
      tried.push({ name, costUsd, output: null, rejected: answer.reason });
      continue;
    }
    const judgement = await verify(answer.output);
    const one = {
      name,
      costUsd,
      output: answer.output,
      rejected: judgement.accepted ? null : judgement.reason,
    };
    tried.push(one);
    if (judgement.accepted) return result(one);
  }
  return result(null);
}
