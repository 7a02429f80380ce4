"use client";

import { tableFeatures, useTable } from "@tanstack/react-table";
import dynamic from "next/dynamic";
import { type RefObject, useEffect, useRef, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Arranged } from "./browser-column.ts";
import { GridHead } from "./grid-head.tsx";
import { GridRow } from "./grid-row.tsx";
import type { RowRange } from "./row-window.tsx";
import type { Sort } from "./sort-link.tsx";
import type { SelectionControl } from "./use-selection.ts";

export type DataGridProps<Row> = {
  label: string;
  columns: readonly Arranged<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  selection: SelectionControl;
  sortOf: (column: Arranged<Row>) => Sort;
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
/** More rows than a tall screen shows, for the time until the window over them is loaded. */
const atFirst: RowRange = { start: 0, end: 42 };
const RowWindow = dynamic(() => import("./row-window.tsx"), { ssr: false });

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
  const height = heights[density];
  const [range, setRange] = useState(atFirst);
  const start = Math.min(range.start, model.length);
  const shown = model.slice(start, range.end);
  useFollow(region, active, height);
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
      <RowWindow region={region} count={model.length} height={height} onRange={setRange} />
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
          <Space height={start * height} span={span} />
          {shown.map((row, at) => (
            <GridRow
              key={row.id}
              id={row.id}
              row={row.original as Row}
              index={start + at}
              height={height}
              columns={columns}
              name={props.rowName(row.original as Row)}
              selection={selection}
              active={start + at === active}
              onActive={props.onActive}
              onOpen={props.onOpen}
            />
          ))}
          <Space height={(model.length - start - shown.length) * height} span={span} />
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

/** Brings the active row into sight and gives its link the focus, so that a reader hears it. */
function useFollow(region: RefObject<HTMLElement | null>, active: number, height: number) {
  const before = useRef(-1);
  useEffect(() => {
    if (active === before.current) return;
    before.current = active;
    const box = region.current;
    if (active < 0 || !box) return;
    const head = box.querySelector("thead")?.offsetHeight ?? 0;
    const room = box.clientHeight - head;
    const top = active * height;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height > box.scrollTop + room) box.scrollTop = top + height - room;
    const frame = requestAnimationFrame(() =>
      box
        .querySelector<HTMLElement>(`tr[data-index="${active}"] a`)
        ?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [active, region, height]);
}
