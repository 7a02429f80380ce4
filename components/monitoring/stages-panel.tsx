"use client";

import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { stageLabels } from "#components/retrieval-log/stages.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { Monitoring } from "#lib/retrieve/monitor-schemas.ts";

type Row = Monitoring["stages"][number] & { label: string; share: number };

/** Percentiles of each stage, in the order in which a retrieval goes through them. */
export function StagesPanel({ stages }: { stages: Monitoring["stages"] }) {
  const slowest = Math.max(1, ...stages.map(({ stage, p95 }) => (stage in stageLabels ? p95 : 0)));
  const rows = Object.entries(stageLabels).flatMap(([key, label]): Row[] => {
    const found = stages.find(({ stage }) => stage === key);
    return found && found.p99 > 0 ? [{ ...found, label, share: found.p95 / slowest }] : [];
  });
  return (
    <Panel title="Time by stage, in ms">
      {rows.length === 0 ? (
        <p className="text-muted">No call was answered in this time.</p>
      ) : (
        <DataTable
          label="Time by stage"
          columns={columns}
          rows={rows}
          rowKey={({ stage }) => stage}
        />
      )}
    </Panel>
  );
}

const columns: Column<Row>[] = [
  { id: "stage", header: "Stage", cell: ({ label }) => label },
  { id: "p50", header: "p50", align: "right", cell: ({ p50 }) => p50.toFixed(1) },
  { id: "p95", header: "p95", align: "right", cell: ({ p95 }) => p95.toFixed(1) },
  { id: "p99", header: "p99", align: "right", cell: ({ p99 }) => p99.toFixed(1) },
  { id: "bar", header: "p95 as a bar", headerHidden: true, className: "w-1/3", cell: Bar },
];

function Bar({ share }: Row) {
  return (
    <span className="block h-1.5 rounded-full bg-hover" aria-hidden>
      <span
        className="block h-full rounded-full bg-accent"
        style={{ width: `${(share * 100).toFixed(1)}%` }}
      />
    </span>
  );
}
