import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import type { SuspectRow } from "#lib/guardrail/scan-schemas.ts";

/** One row a place; a document's places lead to it and to who had its texts. */
export function SuspectsTable({ items }: { items: SuspectRow[] }) {
  return (
    <DataTable
      label="Places that may hold an amount"
      columns={columns}
      rows={items}
      rowKey={({ n }) => String(n)}
    />
  );
}

const columns: Column<SuspectRow>[] = [
  { id: "place", header: "Where", cell: WhereCell },
  { id: "field", header: "Field", cell: ({ field }) => field, className: "font-mono text-xs" },
  {
    id: "table",
    header: "Table and row",
    cell: ({ relation, rowKey }) => `${relation} ${rowKey}`,
    className: "font-mono text-xs text-muted whitespace-nowrap",
  },
  { id: "exposure", header: "Who had it", cell: ExposureLink },
];

function WhereCell({ documentId, path, relation, rowKey }: SuspectRow) {
  if (!documentId || !path) return <span className="text-muted">no document</span>;
  const href = relation.endsWith(".chunks") ? `/chunks/${rowKey}` : `/documents/${documentId}`;
  return (
    <Link href={href as Route} className="font-medium hover:underline">
      {path}
    </Link>
  );
}

function ExposureLink({ documentId, path }: SuspectRow) {
  if (!documentId || !path) return null;
  return (
    <Link
      href={`/guardrails/exposure/${documentId}` as Route}
      className="whitespace-nowrap underline"
    >
      Exposure<span className="sr-only"> of {path}</span>
    </Link>
  );
}
