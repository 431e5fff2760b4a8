// Base is the code as it was, head the code under review; every measured number belongs to one of them.
export const SIDES = ['base', 'head'] as const;
export type Side = (typeof SIDES)[number];
