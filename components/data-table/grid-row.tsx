"use client";

import type { MouseEvent } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Arranged } from "./browser-column.ts";
import { SelectRow } from "./select-box.tsx";
import type { SelectionControl } from "./use-selection.ts";

type RowProps<Row> = {
  id: string;
  row: Row;
  index: number;
  height: number;
  columns: readonly Arranged<Row>[];
  name: string;
  selection: SelectionControl;
  active: boolean;
  onActive: (index: number) => void;
  onOpen: (row: Row) => void;
};

/** One row; a press beside its links and boxes opens its panel. */
export function GridRow<Row>({
  id,
  row,
  index,
  height,
  columns,
  name,
  selection,
  active,
  onActive,
  onOpen,
}: RowProps<Row>) {
  const press = (event: MouseEvent) => {
    if ((event.target as Element).closest("a, button, input, label")) return;
    if (window.getSelection()?.type === "Range") return;
    onActive(index);
    onOpen(row);
  };
  return (
    <tr
      data-row
      data-index={index}
      data-active={active || undefined}
      data-selected={selection.has(id) || undefined}
      aria-rowindex={index + 2}
      style={{ height }}
      onClick={press}
      className="group border-b border-line hover:bg-hover data-selected:bg-accent-soft data-active:bg-selected"
    >
      <td className="pl-4">
        <SelectRow control={selection} id={id} name={name} />
      </td>
      {columns.map((column) => (
        <td
          key={column.id}
          className={cn("truncate px-2 last:pr-4", column.align === "right" && "text-right")}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
