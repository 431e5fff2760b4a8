// Colours of a terminal, or none.

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly good: (text: string) => string;
  readonly unsure: (text: string) => string;
}

export function paintFor(color: boolean): Paint {
  const style = (open: number, close: number) => (text: string) =>
    color ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    bad: style(31, 39),
    good: style(32, 39),
    unsure: style(33, 39),
  };
}
