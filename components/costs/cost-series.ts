import type { Series, Texture } from "#components/charts/marks.tsx";
import { type Cause, type CostGroup, type CostPart, causes } from "#lib/embed/cost-schemas.ts";

export const causeWords: Record<Cause, string> = {
  run: "Runs",
  lab: "Lab",
  preview: "Previews of edits",
  consumer: "API consumers",
  shadow: "Shadow sets",
  evaluation: "Evaluations",
};

const causeLooks: Record<Cause, { color: string; texture: Texture }> = {
  run: { color: "var(--accent)", texture: "solid" },
  lab: { color: "var(--series-teal)", texture: "stripes" },
  preview: { color: "var(--series-plum)", texture: "dots" },
  consumer: { color: "var(--series-rust)", texture: "grid" },
  shadow: { color: "var(--muted)", texture: "lines" },
  evaluation: { color: "var(--ok)", texture: "stripes" },
};

const looks: readonly { color: string; texture: Texture }[] = [
  { color: "var(--accent)", texture: "solid" },
  { color: "var(--series-teal)", texture: "stripes" },
  { color: "var(--series-plum)", texture: "dots" },
  { color: "var(--series-rust)", texture: "grid" },
  { color: "var(--ok)", texture: "lines" },
];

/** Everybody beyond the first five is one series. */
const others = "\u0000others";

/** What a name that may be missing reads. */
export function whoWords(who: string): string {
  return who === "" ? "nobody named" : who;
}

/** The series of a chart of costs, and which of them a part belongs to; people by size, so that the largest have names. */
export function costSeries(
  by: CostGroup,
  parts: readonly CostPart[],
  size: (part: CostPart) => number,
): { series: Series[]; seriesOf: (key: string) => string } {
  if (by === "cause") {
    const found = causes.filter((cause) => parts.some(({ key }) => key === cause));
    const series = found.map((key) => ({ key, label: causeWords[key], ...causeLooks[key] }));
    return { series, seriesOf: (key) => key };
  }
  const sums = new Map<string, number>();
  for (const part of parts) sums.set(part.key, (sums.get(part.key) ?? 0) + size(part));
  const names = [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const series: Series[] = names.slice(0, looks.length).map(([key], at) => ({
    key,
    label: whoWords(key),
    ...(looks[at] ?? { color: "var(--muted)", texture: "solid" as const }),
  }));
  const rest = names.length - series.length;
  if (rest > 0)
    series.push({ key: others, label: `${rest} others`, color: "var(--muted)", texture: "dots" });
  const named = new Set(series.map(({ key }) => key));
  return { series, seriesOf: (key) => (named.has(key) ? key : others) };
}
