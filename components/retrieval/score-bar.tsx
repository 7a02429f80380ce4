import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";

type ScoreBarProps = { result: RetrievedChunk; most: number };

// Boosts are hatched: what was added can be told from what was found without colour.
const hatched =
  "repeating-linear-gradient(135deg, var(--accent) 0 2px, var(--accent-soft) 2px 4px)";

/** A score as a bar: what it starts from, and hatched what the boosts add. `most` is the bar's full width. */
export function ScoreBar({ result: { base, score }, most }: ScoreBarProps) {
  const width = (value: number) => `${(Math.min(Math.max(value / most, 0), 1) * 100).toFixed(2)}%`;
  const added = score - base.value;
  return (
    <span className="flex h-1.5 w-full overflow-hidden rounded-full bg-hover" aria-hidden>
      <span className="bg-accent" style={{ width: width(Math.min(base.value, score)) }} />
      {added > 0 ? (
        <span
          className="border-l border-background"
          style={{ width: width(added), backgroundImage: hatched }}
        />
      ) : null}
    </span>
  );
}

/** "similarity .521 · platform +.100": the same in numbers. */
export function splitWords({ base, parts }: RetrievedChunk): string {
  return [
    `${base.name} ${short(base.value)}`,
    ...parts.map(({ name, value }) => `${name} ${value < 0 ? "−" : "+"}${short(Math.abs(value))}`),
  ].join(" · ");
}

/** ".521"; "1.204" where there is more than nought before the point. */
export function short(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}
