// How often one may look at the data and stop: each look spends its share of the false alarms, so that all looks together keep it.

/** Restarts after which the data are looked at for a change. Between them nothing is decided. */
export const LOOKS = [2, 3, 5, 8, 12] as const;

/** A change may leap to the eye after two restarts; that nothing changed takes three to say. */
const LOOKS_FOR_NO_CHANGE = LOOKS.filter((restarts) => restarts >= 3);

export function isLook(restarts: number): boolean {
  return LOOKS.some((look) => look === restarts);
}

/**
 * The share of each look. Spending the error over planned looks goes back to Pocock (Biometrika 64, 1977) and to Lan and DeMets
 * (Biometrika 70, 1983); equal shares need no more than Bonferroni's inequality, hold whatever the dependence of the looks,
 * and also when measuring ends between two of them for lack of time, since that look takes the next one's place.
 */
export function perLook(probability: number): number {
  return probability / LOOKS.length;
}

export function isLookForNoChange(restarts: number): boolean {
  return LOOKS_FOR_NO_CHANGE.some((look) => look === restarts);
}

/** The share of each look at which equivalence may be said. */
export function perLookForNoChange(probability: number): number {
  return probability / LOOKS_FOR_NO_CHANGE.length;
}
