// Closes an exhaustive switch: the compiler refuses it when a case was forgotten.
export function unreachable(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
