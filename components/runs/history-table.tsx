import type { StackedBar } from "#components/charts/stacked-days.ts";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";

type HistoryTableProps = { bars: StackedBar[]; series: { key: string; label: string }[] };

/** The chart's numbers, newest day first; days without a run are left out. */
export function HistoryTable({ bars, series }: HistoryTableProps) {
  const days = bars.filter(({ total }) => total > 0).reverse();
  if (days.length === 0) return <p className="py-4 text-muted">No run in this time.</p>;
  return (
    <Table label="Runs by day and outcome">
      <TableHead>
        <tr>
          <TableHeader>Day</TableHeader>
          {series.map(({ key, label }) => (
            <TableHeader key={key} className="text-right">
              {label}
            </TableHeader>
          ))}
          <TableHeader className="text-right">All</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {days.map((bar) => (
          <TableRow key={bar.label}>
            <TableCell>{bar.label}</TableCell>
            {series.map(({ key }) => (
              <TableCell key={key} className="text-right">
                {bar.parts[key] ?? 0}
              </TableCell>
            ))}
            <TableCell className="text-right">{bar.total}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
