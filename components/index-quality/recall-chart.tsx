"use client";

import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { LineMark, type TimeLine } from "#components/charts/line-mark.tsx";
import TimeLines, { type TimePoint } from "#components/charts/time-lines.tsx";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import type { Measure } from "#lib/evaluate/index-measure-schemas.ts";
import { plural } from "#lib/format/number.ts";
import { exactTime } from "#lib/format/time.ts";
import { recallWords } from "./recall-words.ts";

const lines: readonly TimeLine[] = [
  { key: "p5", label: "19 of 20 questions at least", color: "var(--warn)", dash: "5 3" },
  { key: "mean", label: "Mean", color: "var(--accent)" },
];
const percent = (value: number) => recallWords(value / 100);

/** Mean and 5th percentile from measure to measure, in percent. */
export default function RecallChart({ measures }: { measures: Measure[] }) {
  const zone = useTimeZone();
  const points: TimePoint[] = measures.map(({ requestedAt, meanRecall, p5Recall }) => ({
    // A label of its own for each: the axis draws nothing where two are the same.
    label: requestedAt,
    name: exactTime(requestedAt, zone),
    values: { mean: (meanRecall ?? 0) * 100, p5: (p5Recall ?? 0) * 100 },
  }));
  const last = measures.at(-1);
  return (
    <ChartPanel
      title="Recall at the cut, in %"
      legend={
        <Legend
          label="Lines"
          items={lines.map((line) => ({
            key: line.key,
            mark: <LineMark {...line} />,
            label: line.label,
            value: recallWords(
              line.key === "p5" ? (last?.p5Recall ?? null) : (last?.meanRecall ?? null),
            ),
          }))}
          empty=""
        />
      }
      chart={
        <TimeLines
          points={points}
          lines={lines}
          summary={`Mean recall of ${plural(measures.length, "measure")}; the last one ${recallWords(last?.meanRecall ?? null)}`}
          unit="measure"
          words={percent}
          tick={(label) => label.slice(5, 10)}
        />
      }
      numbers={{
        columns: [
          { header: "Asked for" },
          ...lines.toReversed().map(({ label }) => ({ header: label, words: percent })),
        ],
        rows: points
          .toReversed()
          .map(({ label, values }) => [
            exactTime(label, zone),
            ...lines.toReversed().map(({ key }) => values[key] ?? null),
          ]),
      }}
    />
  );
}
