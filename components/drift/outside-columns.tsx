import type { Route } from "next";
import Link from "next/link";
import type { Column } from "#components/data-table/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ForeignWrite } from "#lib/corpus/foreign-write-schemas.ts";
import { plural } from "#lib/format/number.ts";
import { ValueChange } from "./value-change.tsx";

/** What happened to chunks and their texts, which are not kept: the next run of the document mends them. */
export function textWords(kind: ForeignWrite["kind"], chunks: number | null): string {
  const many = plural(chunks ?? 1, "chunk");
  const done = kind === "text" ? `text of ${many} changed` : `${many} ${kind}`;
  return `${done}; the next run of the document mends it`;
}

export const columns: Column<ForeignWrite>[] = [
  {
    id: "row",
    header: "Row",
    className: "min-w-56",
    cell: ({ relation, rowId, path, chunks }) => (
      <>
        <Link
          href={`/${relation}/${rowId}` as Route}
          title={path}
          className="line-clamp-2 font-mono text-xs break-all hover:underline"
        >
          {path}
        </Link>
        {relation === "chunks" ? (
          <span className="text-xs text-muted">
            {(chunks ?? 1) > 1 ? "chunks of it" : "one chunk of it"}
          </span>
        ) : null}
      </>
    ),
  },
  {
    id: "change",
    header: "Before → what it wrote",
    className: "min-w-72",
    cell: ({ kind, chunks, before, after }) => (
      <div className="max-h-40 overflow-y-auto">
        {kind === "metadata" ? null : <p>{textWords(kind, chunks)}</p>}
        {Object.keys(after).map((field) => (
          <ValueChange key={field} field={field} from={before[field]} to={after[field]} />
        ))}
      </div>
    ),
  },
  { id: "login", header: "Database login", cell: ({ login }) => login },
  {
    id: "at",
    header: "When",
    className: "whitespace-nowrap",
    cell: ({ at }) => <RelativeTime at={at} />,
  },
  {
    id: "settled",
    header: "Decided",
    cell: ({ settled }) =>
      settled ? (
        <span className="break-all">
          {settled.how === "restored" ? "put back" : "let stand"} by {settled.by}
        </span>
      ) : (
        <span className="text-muted">not yet</span>
      ),
  },
];
