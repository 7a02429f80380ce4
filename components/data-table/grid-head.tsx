"use client";

import { cn } from "#components/ui/cn.ts";
import type { Arranged } from "./browser-column.ts";
import { ResizeHandle } from "./resize-handle.tsx";
import { SelectPage } from "./select-box.tsx";
import { ariaSort, type Sort, SortLink } from "./sort-link.tsx";
import type { SelectionControl } from "./use-selection.ts";

type HeadProps<Row> = {
  columns: readonly Arranged<Row>[];
  selection: SelectionControl;
  sortOf: (column: Arranged<Row>) => Sort;
  onWidth: (id: string, width: number) => void;
};

/** The names of the columns: each sorts, and can be widened at its right edge. */
export function GridHead<Row>({ columns, selection, sortOf, onWidth }: HeadProps<Row>) {
  return (
    <thead className="text-xs text-muted">
      <tr className="h-8">
        <th scope="col" className={cn(headLook, "pl-4")}>
          <SelectPage control={selection} />
        </th>
        {columns.map((column) => {
          const sort = sortOf(column);
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={ariaSort(sort)}
              className={cn(headLook, "px-2", column.align === "right" && "text-right")}
            >
              <span className="block truncate">
                <SortLink {...sort} title={column.sortedBy}>
                  {column.header}
                </SortLink>
              </span>
              <ResizeHandle
                label={`Width of ${column.header}`}
                width={column.width}
                onWidth={(width) => onWidth(column.id, width)}
              />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

const headLook = "sticky top-0 z-10 bg-background font-medium shadow-[inset_0_-1px_0_var(--line)]";
