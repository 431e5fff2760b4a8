// Decides every random order of a run, so that a run of the Action can be repeated.
export const SEED = 1;
