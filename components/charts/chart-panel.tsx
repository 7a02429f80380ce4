"use client";

import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";

type ChartPanelProps = {
  title: string;
  /** The chart in words, for those who do not see it. */
  summary: string;
  legend?: ReactNode;
  chart: ReactNode;
  /** The same numbers. */
  table: ReactNode;
  className?: string;
};

/** A chart, or the table of its numbers. */
export function ChartPanel({ title, summary, legend, chart, table, className }: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={title}
      {...(className ? { className } : {})}
      action={
        <Button size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show as chart" : "Show as table"}
          <span className="sr-only">: {title}</span>
        </Button>
      }
    >
      {legend}
      {asTable ? (
        <div className="max-h-80 overflow-y-auto">{table}</div>
      ) : (
        <div role="img" aria-label={summary}>
          {chart}
        </div>
      )}
    </Panel>
  );
}
