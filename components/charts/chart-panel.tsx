"use client";

import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { csvMark } from "#lib/format/csv.ts";
import { type Numbers, numbersCsv } from "./numbers.ts";
import { NumbersTable } from "./numbers-table.tsx";

type ChartPanelProps = {
  title: string;
  legend?: ReactNode;
  /** Nothing where there is nothing to draw: the legend says why. */
  chart: ReactNode;
  /** The same numbers, for the table and the file. */
  numbers: Numbers;
  className?: string;
};

/** A chart, or the table of its numbers, or their file. */
export function ChartPanel({ title, legend, chart, numbers, className }: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={title}
      {...(className ? { className } : {})}
      action={
        // Of nothing there is neither a table nor a file.
        chart === null && numbers.rows.length === 0 ? null : (
          <span className="flex gap-2">
            <Button size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? "Show as chart" : "Show as table"}
              <span className="sr-only">: {title}</span>
            </Button>
            <Button size="sm" onClick={() => save(numbers, title)}>
              <Download aria-hidden /> CSV<span className="sr-only">: {title}</span>
            </Button>
          </span>
        )
      }
    >
      {legend}
      {asTable && numbers.rows.length > 0 ? (
        <div className="max-h-80 overflow-y-auto">
          <NumbersTable label={`${title}: numbers`} {...numbers} />
        </div>
      ) : (
        chart
      )}
    </Panel>
  );
}

/** Hands the browser what is shown as a file. */
function save(numbers: Numbers, title: string): void {
  const url = URL.createObjectURL(new Blob([csvMark, numbersCsv(numbers)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
