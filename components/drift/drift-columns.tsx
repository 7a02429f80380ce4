import { Check, FileText, ScrollText } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { Column } from "#components/data-table/data-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ValueText } from "#components/ui/value-text.tsx";
import type { Drift } from "#lib/corpus/drift-schemas.ts";

export function keyOf({ documentId, field }: Drift): string {
  return `${documentId} ${field}`;
}

/** The field that a key names. */
export function fieldOf(key: string): { documentId: string; field: string } {
  const [documentId = "", field = ""] = key.split(" ");
  return { documentId, field };
}

export const columns: Column<Drift>[] = [
  {
    id: "document",
    header: "Document",
    className: "min-w-72",
    cell: ({ documentId, path }) => (
      <Link
        href={`/documents/${documentId}` as Route}
        title={path}
        className="line-clamp-2 font-mono text-xs break-all hover:underline"
      >
        {path}
      </Link>
    ),
  },
  { id: "field", header: "Field", className: "whitespace-nowrap", cell: ({ label }) => label },
  {
    id: "value",
    header: "In force",
    className: "min-w-40",
    cell: ({ value }) => <Value of={value} />,
  },
  {
    id: "said",
    header: "Says",
    className: "min-w-40",
    cell: ({ said }) => <Value of={said} />,
  },
  {
    id: "source",
    header: "Who says it",
    cell: ({ source }) => (
      <Badge icon={source === "manifest" ? ScrollText : FileText}>
        {source === "manifest" ? "manifest" : "file or derived"}
      </Badge>
    ),
  },
  {
    id: "by",
    header: "Changed by",
    className: "min-w-40",
    cell: ({ by, at }) =>
      by ? (
        <span className="line-clamp-2 break-all" title={by}>
          {by}
          {at ? (
            <>
              , <RelativeTime at={at} />
            </>
          ) : null}
        </span>
      ) : (
        "another program"
      ),
  },
  {
    id: "kept",
    header: "Meant",
    className: "whitespace-nowrap",
    cell: ({ kept }) =>
      kept ? (
        <Badge tone="ok" icon={Check}>
          kept
        </Badge>
      ) : (
        <span className="text-muted">not said</span>
      ),
  },
];

function Value({ of }: { of: unknown }) {
  return (
    <span className="line-clamp-2 wrap-anywhere">
      <ValueText value={of} />
    </span>
  );
}
