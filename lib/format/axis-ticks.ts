const seconds = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
];
const durations = [1, 2, 5, 10, 20, 50, 100, 200, 500, ...seconds.map((one) => one * 1000)];

type Kind = "whole" | "any" | "duration";

/**
 * Round marks from 0 up to or past `most`, three to five of them: 0, 50, 100, 150. Of whole numbers none is a fraction;
 * durations (ms) are marked in round seconds, minutes and hours.
 */
export function axisTicks(most: number, kind: Kind = "any"): number[] {
  const top = Math.max(most, kind === "whole" ? 4 : 0) || 1;
  const step = stepFor(top / 4, kind);
  return Array.from(
    { length: Math.max(1, Math.ceil(top / step - 1e-9)) + 1 },
    (_, at) => at * step,
  );
}

function stepFor(least: number, kind: Kind): number {
  if (kind === "duration") {
    const found = durations.find((one) => one >= least);
    if (found) return found;
  }
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10]
    .map((one) => one * power)
    .find((one) => one >= least * (1 - 1e-9));
  return kind === "whole" ? Math.max(1, Math.ceil(step ?? least)) : (step ?? least);
}
