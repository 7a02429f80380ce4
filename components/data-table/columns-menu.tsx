"use client";

import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { type Arranged, move } from "./browser-column.ts";

export type ColumnsMenuProps = {
  columns: readonly Arranged<never>[];
  density: "compact" | "comfortable";
  onColumns: (columns: Arranged<never>[]) => void;
  onDensity: (density: "compact" | "comfortable") => void;
};

/** Which columns are shown, in what order, and how tall rows are. */
export default function ColumnsMenu({ columns, density, onColumns, onDensity }: ColumnsMenuProps) {
  const shown = columns.filter((column) => column.shown).length;
  const toggle = (id: string) =>
    onColumns(columns.map((one) => (one.id === id ? { ...one, shown: !one.shown } : one)));
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>
        <Button>
          <Columns3 aria-hidden /> Columns
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Columns" className="w-72 p-0">
        <fieldset className="flex items-center gap-1 border-b p-2">
          <legend className="sr-only">Height of rows</legend>
          {(["compact", "comfortable"] as const).map((one) => (
            <Button
              key={one}
              size="sm"
              variant={density === one ? "outline" : "ghost"}
              aria-pressed={density === one}
              onClick={() => onDensity(one)}
              className="flex-1"
            >
              {one === "compact" ? "Compact rows" : "Comfortable rows"}
            </Button>
          ))}
        </fieldset>
        <ul className="max-h-[min(24rem,60vh)] overflow-y-auto p-1">
          {columns.map(({ id, header, shown: on, sortedBy }, at) => (
            <li key={id} className="flex items-center gap-1 rounded-md pr-1 hover:bg-hover">
              {/* biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a radix checkbox. */}
              <label className="flex min-h-8 min-w-0 flex-1 items-center gap-2 px-2">
                <Checkbox
                  checked={on}
                  disabled={on && shown === 1}
                  onCheckedChange={() => toggle(id)}
                />
                <span className="min-w-0">
                  <span className="block truncate">{header}</span>
                  {sortedBy ? <span className="block text-xs text-muted">{sortedBy}</span> : null}
                </span>
              </label>
              <Button
                size="icon"
                variant="ghost"
                disabled={at === 0}
                aria-label={`Move ${header} to the left`}
                onClick={() => onColumns(move(columns, id, -1))}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                size="icon"
                variant="ghost"
                disabled={at === columns.length - 1}
                aria-label={`Move ${header} to the right`}
                onClick={() => onColumns(move(columns, id, 1))}
              >
                <ArrowDown aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}
