// What became of a slow push, for whoever started the job.

export type RevertOutcome =
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'known' | 'opened'; readonly pull: number }
  | { readonly kind: 'turned-down'; readonly pull: number; readonly merged: boolean }
  | { readonly kind: 'handed-off'; readonly issue: number; readonly opened: boolean; readonly why: string }
  /** What GitHub did not let it do, and the one thing to do about it. */
  | { readonly kind: 'refused'; readonly why: string; readonly mend: string };
