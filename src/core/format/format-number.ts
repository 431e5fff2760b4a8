// Numbers as people read them: three digits that matter, thousands apart, a real minus sign.

/** Rounded to the digits that matter: 0.6213 → 0.621, 51.26 → 51.3, 1234.5 → 1,235. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value < 0) return `−${formatNumber(-value)}`;
  if (value >= 1000) return groupThousands(Math.round(value));
  const rounded = Number(value.toPrecision(3));
  return rounded >= 1000 ? groupThousands(rounded) : plainDecimal(rounded);
}

/** 1234567 → 1,234,567. */
function groupThousands(value: number): string {
  if (value >= 1e15) return value.toExponential(2);
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function plainDecimal(value: number): string {
  if (value === 0) return '0';
  return value < 1e-6 ? '< 0.000001' : value.toFixed(8).replace(/\.?0+$/, '');
}
