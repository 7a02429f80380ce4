"use client";

import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount, formatDuration } from "#lib/format/number.ts";
import {
  type ConsumerRow,
  type MonitoringState,
  monitoringDefaults,
} from "#lib/retrieve/monitor-schemas.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";

type Row = ConsumerRow & { href: string; alike: boolean };

/** Who asked in this time; a consumer's name narrows the page to it. */
export function ConsumersPanel({
  consumers,
  state,
}: {
  consumers: ConsumerRow[];
  state: MonitoringState;
}) {
  const rows = consumers.map((row) => {
    const who = row.familyId ?? ("lab" as const);
    const alike = consumers.filter(({ consumer }) => consumer === row.consumer).length > 1;
    return { ...row, alike, href: toQueryString(monitoringDefaults, { ...state, who }) };
  });
  return (
    <Panel title="By consumer">
      {rows.length === 0 ? (
        <p className="text-muted">Nobody asked in this time.</p>
      ) : (
        <DataTable
          label="Calls by consumer"
          columns={columns}
          rows={rows}
          rowKey={({ familyId }) => familyId ?? "lab"}
        />
      )}
    </Panel>
  );
}

const columns: Column<Row>[] = [
  {
    id: "consumer",
    header: "Consumer",
    cell: ({ consumer, lookup, alike, href }) => (
      <Link href={`/retrieval/monitoring${href}` as Route} className="underline">
        {consumer}
        {alike && lookup ? <span className="font-mono text-muted"> {lookup}</span> : null}
      </Link>
    ),
  },
  { id: "calls", header: "Calls", align: "right", cell: ({ calls }) => formatCount(calls) },
  { id: "errors", header: "Errors", align: "right", cell: ({ errors }) => formatCount(errors) },
  { id: "empty", header: "Empty", align: "right", cell: ({ empty }) => formatCount(empty) },
  {
    id: "p95",
    header: "p95",
    align: "right",
    className: "whitespace-nowrap",
    cell: ({ p95 }) => (p95 === null ? "–" : formatDuration(p95)),
  },
  { id: "last", header: "Last", cell: ({ lastAt }) => <RelativeTime at={lastAt} /> },
];
