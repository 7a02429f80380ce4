import { ArrowDown, ArrowUp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Where the header leads; without it the column cannot be sorted by. */
  sortHref?: string;
  sorted?: "asc" | "desc";
  align?: "right";
  className?: string;
};

type DataTableProps<Row> = {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
};

/** Rows in columns, sorted by links, so that it works before any script has run. */
export function DataTable<Row>({ label, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          {columns.map((column) => (
            <TableHeader
              key={column.id}
              aria-sort={ariaSort(column.sorted)}
              className={cn(column.align === "right" && "text-right", column.className)}
            >
              <SortLink {...column} />
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={rowKey(row)} data-row className="hover:bg-hover">
            {columns.map((column) => (
              <TableCell
                key={column.id}
                className={cn(column.align === "right" && "text-right", column.className)}
              >
                {column.cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type SortLinkProps = Pick<Column<never>, "header" | "sortHref" | "sorted">;

function SortLink({ header, sortHref, sorted }: SortLinkProps) {
  if (!sortHref) return header;
  const Arrow = sorted === "desc" ? ArrowDown : ArrowUp;
  return (
    <Link
      href={sortHref as Route}
      scroll={false}
      className="inline-flex items-center gap-1 rounded hover:text-foreground"
    >
      {header}
      <Arrow className={cn("size-3", !sorted && "invisible")} aria-hidden />
    </Link>
  );
}

function ariaSort(sorted: "asc" | "desc" | undefined): "ascending" | "descending" | undefined {
  if (!sorted) return undefined;
  return sorted === "asc" ? "ascending" : "descending";
}
