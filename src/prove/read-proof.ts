// A proof from outside: whoever hands one over may have written it, so it is bounded, parsed by schema, and held against its own id.
import { Problem } from '../core/problem.ts';
import { idOf } from './compose-proof.ts';
import { type Proof, proofSchema } from './proof.ts';

/** The longest patch, ten times over for the numbers. */
export const MOST_PROOF_BYTES = 4 * 1024 * 1024;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const AGAIN = 'Take the file as perfcrew wrote it, from `.perfcrew/proofs`.';

export function readProof(text: string, path: string): Proof {
  if (text.length > MOST_PROOF_BYTES)
    throw new Problem('document-invalid', {
      what: `${path} has more than ${MOST_PROOF_BYTES / 1_048_576} MB; no proof has.`,
      mend: AGAIN,
    });
  const parsed = proofSchema.safeParse(parse(text, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem('document-invalid', {
      what: `${path} is no proof, at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'no reason given'}.`,
      mend: AGAIN,
      cause: parsed.error,
    });
  }
  const proof = parsed.data;
  if (!COMMIT.test(proof.head) || proof.id !== idOf(proof))
    throw new Problem('document-invalid', {
      what: `${path} was changed after it was written: its id does not belong to its patch, commit and configuration.`,
      mend: AGAIN,
    });
  return proof;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('document-unreadable', { what: `${path} is not JSON.`, mend: AGAIN, cause });
  }
}
