import type { ReactNode } from "react";

type LegendProps = {
  label: string;
  items: readonly { key: string; mark: ReactNode; label: string; value: string }[];
  /** What is said where there is none. */
  empty: string;
};

/** What each mark of a chart means, with its sum or its value over the whole time. */
export function Legend({ label, items, empty }: LegendProps) {
  if (items.length === 0) return <p className="mb-2 text-muted">{empty}</p>;
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1" aria-label={label}>
      {items.map(({ key, mark, label: name, value }) => (
        <li key={key} className="flex items-center gap-1.5">
          {mark}
          {name} <span className="text-muted">{value}</span>
        </li>
      ))}
    </ul>
  );
}
