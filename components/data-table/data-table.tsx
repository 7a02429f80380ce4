"use client";

import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
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
import { SelectPage, SelectRow } from "./select-box.tsx";
import { ariaSort, type Sort, SortLink } from "./sort-link.tsx";
import type { SelectionControl } from "./use-selection.ts";

export type Column<Row> = {
  id: string;
  header: string;
  /** Columns without a visible head, for those who do not see that they hold buttons. */
  headerHidden?: boolean;
  cell: (row: Row) => ReactNode;
  align?: "right";
  className?: string;
};

type DataTableProps<Row> = {
  label: string;
  /** A constant: a new list of columns makes every cell anew. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** How a column's head sorts; nothing for columns that cannot be sorted by. */
  sortOf?: (id: string) => Sort | undefined;
  /** Boxes before the rows; `rowName` says what a box selects. */
  selection?: SelectionControl;
  rowName?: (row: Row) => string;
};

type Look = Pick<Column<never>, "align" | "className">;

const features = tableFeatures({ columnMeta: {} as Look });

/** Rows in columns, sorted by links, so that it works before any script has run. */
export function DataTable<Row extends object>({
  label,
  columns,
  rows,
  rowKey,
  sortOf,
  selection,
  rowName = rowKey,
}: DataTableProps<Row>) {
  const table = useTable({
    features,
    columns: columns.map(definition),
    data: rows,
    getRowId: rowKey,
  });
  return (
    <Table label={label}>
      <TableHead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {selection ? (
              <TableHeader className="w-8">
                <SelectPage control={selection} />
              </TableHeader>
            ) : null}
            {group.headers.map((header) => {
              const sort = sortOf?.(header.column.id);
              const name = <table.FlexRender header={header} />;
              return (
                <TableHeader
                  key={header.id}
                  aria-sort={ariaSort(sort)}
                  className={cellLook(header.column.columnDef.meta)}
                >
                  {sort ? <SortLink {...sort}>{name}</SortLink> : name}
                </TableHeader>
              );
            })}
          </tr>
        ))}
      </TableHead>
      <TableBody>
        {table.getRowModel().rows.map((row) => (
          <TableRow
            key={row.id}
            data-row
            data-selected={selection?.has(row.id) || undefined}
            className="hover:bg-hover data-selected:bg-accent-soft"
          >
            {selection ? (
              <TableCell className="w-8">
                <SelectRow control={selection} id={row.id} name={rowName(row.original)} />
              </TableCell>
            ) : null}
            {row.getAllCells().map((cell) => (
              <TableCell key={cell.id} className={cellLook(cell.column.columnDef.meta)}>
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function definition<Row extends object>({
  id,
  header,
  headerHidden,
  cell,
  align,
  className,
}: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id,
    header: headerHidden ? () => <span className="sr-only">{header}</span> : header,
    cell: ({ row }) => cell(row.original),
    meta: { ...(align ? { align } : {}), ...(className ? { className } : {}) },
  };
}

function cellLook(look: Look | undefined): string {
  return cn(look?.align === "right" && "text-right", look?.className);
}
