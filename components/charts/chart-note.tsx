import type { ReactNode } from "react";

type ChartNoteProps = {
  label: string;
  lines: readonly { key: string; mark?: ReactNode; label: string; value: string }[];
  empty: string;
};

/** What stands at one place of a chart. */
export function ChartNote({ label, lines, empty }: ChartNoteProps) {
  return (
    <>
      <p className="font-medium">{label}</p>
      {lines.length === 0 ? <p className="text-muted">{empty}</p> : null}
      {lines.map(({ key, mark, label: name, value }) => (
        <p key={key} className="flex items-center gap-1.5">
          {mark}
          {name}
          <span className="ml-auto pl-3 whitespace-nowrap">{value}</span>
        </p>
      ))}
    </>
  );
}
