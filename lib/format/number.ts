const whole = new Intl.NumberFormat("en-GB");

/** 12345 as "12,345". */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** "1 chunk", "2,104 chunks". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Milliseconds as "38 ms", "2.4 s" or "3 min 5 s". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

/** A number under an axis: "850", "12k", "1.5m". */
export function axisCount(value: number): string {
  return compact.format(value).toLowerCase();
}

/** Milliseconds on an axis: "250 ms", "15 s", "2.5 min", "3 h". */
export function axisDuration(ms: number): string {
  const steps = [
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
  ] as const;
  if (ms === 0) return "0";
  for (const [size, unit] of steps)
    if (ms >= size) return `${Number((ms / size).toFixed(1))} ${unit}`;
  return `${Math.round(ms)} ms`;
}

/** US dollars: "$12.40", "$0.0012", "$0"; four digits that count below a cent. */
export function formatCost(dollars: number): string {
  if (dollars === 0) return "$0";
  if (dollars >= 0.01)
    return `$${dollars.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return dollars < 0.000_000_1
    ? "under $0.0000001"
    : `$${dollars.toLocaleString("en-GB", { maximumSignificantDigits: 2, maximumFractionDigits: 20 })}`;
}

/** US dollars on an axis: "$1.50", "$20", "$0.005". */
export function axisCost(dollars: number): string {
  if (Number.isInteger(dollars)) return `$${axisCount(dollars)}`;
  return dollars >= 0.1 ? `$${dollars.toFixed(2)}` : `$${Number(dollars.toPrecision(2))}`;
}
