// How sure an interval is: never rounded up to certain.

/** 0.95 → `95`, 0.9961 → `99.6`, 0.9995 → `99.95`: as many decimals as tell it from 100 %. */
export function formatConfidence(confidence: number): string {
  const decimals = Math.max(0, Math.ceil(-Math.log10(1 - confidence)) - 1);
  return `${Number((confidence * 100).toFixed(decimals))}`;
}
