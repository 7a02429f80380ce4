"use client";

import { barHeader, barName, barUnit } from "#components/charts/bar-names.ts";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { LineMark, type TimeLine } from "#components/charts/line-mark.tsx";
import { TimeLines } from "#components/charts/load.ts";
import type { Growth, GrowthPoint } from "#lib/corpus/growth-schemas.ts";
import { barStarts, shortDay } from "#lib/format/days.ts";
import { formatCount } from "#lib/format/number.ts";

type Line = TimeLine & { key: keyof GrowthPoint["documents"] };

const lines: readonly Line[] = [
  { key: "all", label: "All", color: "var(--muted)", dash: "1 3" },
  { key: "active", label: "Active", color: "var(--accent)" },
  { key: "embedded", label: "Embedded", color: "var(--ok)", dash: "5 3" },
];

/** Documents over time. */
export function DocumentsChart({
  growth,
  onPick,
}: {
  growth: Growth;
  onPick: (day: string) => void;
}) {
  const { bars: days, points, zone } = growth;
  const byDay = new Map(points.map((point) => [point.day, point]));
  const last = points.at(-1);
  const title = "Documents";
  return (
    <ChartPanel
      title={title}
      className="mx-4"
      legend={
        <Legend
          label={title}
          items={
            last
              ? lines.map((line) => ({
                  key: line.key,
                  mark: <LineMark color={line.color} dash={line.dash} />,
                  label: line.label,
                  value: formatCount(last.documents[line.key]),
                }))
              : []
          }
          empty="Nothing was recorded in this time."
        />
      }
      chart={
        last ? (
          <TimeLines
            points={barStarts(days).map((day) => {
              const documents = byDay.get(day)?.documents;
              return {
                label: day,
                name: barName(days, day),
                values: Object.fromEntries(lines.map(({ key }) => [key, documents?.[key] ?? null])),
              };
            })}
            lines={lines}
            summary={`${title}, at last: ${lines.map(({ key, label }) => `${formatCount(last.documents[key])} ${label.toLowerCase()}`).join(", ")}`}
            unit={barUnit(days)}
            words={formatCount}
            kind="whole"
            tick={(day) => shortDay(day)}
            onPick={onPick}
          />
        ) : null
      }
      numbers={{
        columns: [
          { header: barHeader(days, zone) },
          ...lines.map(({ label }) => ({ header: label })),
        ],
        rows: points
          .map(({ day, documents }) => [day, ...lines.map(({ key }) => documents[key])])
          .reverse(),
      }}
    />
  );
}
