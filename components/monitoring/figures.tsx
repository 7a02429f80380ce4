import { FigureList } from "#components/ui/figure-list.tsx";
import { formatCount, formatDuration } from "#lib/format/number.ts";
import { type Monitoring, type Range, ranges } from "#lib/retrieve/monitor-schemas.ts";

type FiguresProps = { monitoring: Monitoring; range: Range };

/** The time in six numbers, each with what it is of. */
export function Figures({ monitoring: { counts, latency, dropped }, range }: FiguresProps) {
  const calls = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const answers = counts.answered + counts.empty;
  const share = (part: number, whole: number) =>
    whole === 0 ? "" : `${((part / whole) * 100).toFixed(1)} %`;
  const figures = [
    { name: "Calls", value: formatCount(calls), note: `in ${ranges[range].label}` },
    { name: "Answered in half", value: ms(latency?.p50), note: "of the answers (p50)" },
    { name: "In 95 of 100", value: ms(latency?.p95), note: "of the answers (p95)" },
    {
      name: "Refused or failed",
      value: formatCount(counts.refused + counts.failed),
      note: share(counts.refused + counts.failed, calls),
    },
    { name: "Empty answers", value: formatCount(counts.empty), note: share(counts.empty, answers) },
    { name: "Not logged", value: formatCount(dropped), note: "dropped under load" },
  ];
  return <FigureList figures={figures} className="sm:grid-cols-3 lg:grid-cols-6" />;
}

function ms(value: number | undefined): string {
  return value === undefined ? "–" : formatDuration(value);
}
