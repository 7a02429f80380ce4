"use client";
"use no memo"; // The virtualiser is one object that changes: remembered by the compiler, rows would stand still.

import { tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Arranged } from "./browser-column.ts";
import { GridHead } from "./grid-head.tsx";
import { GridRow } from "./grid-row.tsx";
import type { Sort } from "./sort-link.tsx";
import type { SelectionControl } from "./use-selection.ts";

export type DataGridProps<Row> = {
  label: string;
  columns: readonly Arranged<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  selection: SelectionControl;
  sortOf: (column: Arranged<Row>) => Sort | undefined;
  onWidth: (id: string, width: number) => void;
  density: "compact" | "comfortable";
  /** The row that keys act on; -1 for none. */
  active: number;
  onActive: (index: number) => void;
  onOpen: (row: Row) => void;
  /** The rows are not those that were asked for. */
  dimmed: boolean;
};

const features = tableFeatures({});
const heights = { compact: 32, comfortable: 40 };
const boxWidth = 40;

/** Rows in columns inside their own scrolling region; only those in sight are in the page. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { columns, rows, rowKey, density, active, selection } = props;
  const region = useRef<HTMLElement>(null);
  const table = useTable({
    features,
    columns: columns.map(({ id, header }) => ({ id, header })),
    data: rows,
    getRowId: rowKey,
  });
  const model = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => region.current,
    estimateSize: () => heights[density],
    overscan: 12,
    initialRect: { width: 0, height: 960 },
    getItemKey: (index) => model[index]?.id ?? index,
  });
  useMeasureAnew(virtual, density);
  useFollow(region, active, virtual.scrollToIndex);
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const width = columns.reduce((sum, column) => sum + column.width, boxWidth);
  const span = columns.length + 1;
  return (
    <section
      ref={region}
      aria-label={props.label}
      aria-busy={props.dimmed}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      className="relative min-h-0 flex-1 overflow-auto"
    >
      <table
        aria-rowcount={model.length + 1}
        style={{ width }}
        className={cn(
          "min-w-full table-fixed border-collapse text-left text-sm",
          props.dimmed && "opacity-60",
        )}
      >
        <colgroup>
          <col style={{ width: boxWidth }} />
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <GridHead
          columns={columns}
          selection={selection}
          sortOf={props.sortOf}
          onWidth={props.onWidth}
        />
        <tbody>
          <Space height={above} span={span} />
          {items.map((item) => {
            const row = model[item.index];
            if (!row) return null;
            return (
              <GridRow
                key={row.id}
                id={row.id}
                row={row.original as Row}
                index={item.index}
                height={item.size}
                columns={columns}
                name={props.rowName(row.original as Row)}
                selection={selection}
                active={item.index === active}
                onActive={props.onActive}
                onOpen={props.onOpen}
              />
            );
          })}
          <Space height={below} span={span} />
        </tbody>
      </table>
    </section>
  );
}

function Space({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

type Virtual = { measure: () => void };

/** Rows of another density have another height. */
function useMeasureAnew(virtual: Virtual, density: string) {
  useEffect(() => {
    if (density) virtual.measure();
  }, [virtual, density]);
}

/** Brings the active row into sight and gives its link the focus, so that a reader hears it. */
function useFollow(
  region: RefObject<HTMLElement | null>,
  active: number,
  scrollTo: (index: number) => void,
) {
  const before = useRef(-1);
  useEffect(() => {
    if (active === before.current) return;
    before.current = active;
    if (active < 0) return;
    scrollTo(active);
    const frame = requestAnimationFrame(() =>
      region.current
        ?.querySelector<HTMLElement>(`tr[data-index="${active}"] a`)
        ?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [active, region, scrollTo]);
}
