"use client";

import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Monitoring } from "#lib/retrieve/monitor-schemas.ts";

type Row = Monitoring["errors"][number];

/** What went wrong in this time, by kind. */
export function ErrorsPanel({ errors }: { errors: Row[] }) {
  return (
    <Panel title="Errors">
      {errors.length === 0 ? (
        <p className="text-muted">No call was refused or failed in this time.</p>
      ) : (
        <DataTable
          label="Errors by kind"
          columns={columns}
          rows={errors}
          rowKey={({ code, status }) => `${code} ${status}`}
        />
      )}
    </Panel>
  );
}

const columns: Column<Row>[] = [
  { id: "code", header: "Error", cell: ({ code }) => code.replaceAll("_", " ") },
  { id: "status", header: "Status", align: "right", cell: ({ status }) => status },
  { id: "calls", header: "Calls", align: "right", cell: ({ calls }) => formatCount(calls) },
  { id: "last", header: "Last", cell: ({ lastAt }) => <RelativeTime at={lastAt} /> },
];
