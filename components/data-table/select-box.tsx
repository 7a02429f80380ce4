"use client";

import { useRef } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { SelectionControl } from "./use-selection.ts";

/** The box before a row; with shift it takes the rows since the last one that was pressed. */
export function SelectRow({
  control,
  id,
  name,
}: {
  control: SelectionControl;
  id: string;
  name: string;
}) {
  const shift = useRef(false);
  return (
    <Checkbox
      checked={control.has(id)}
      aria-label={`Select ${name}`}
      onPointerDown={(event) => {
        shift.current = event.shiftKey;
      }}
      onKeyDown={(event) => {
        shift.current = event.shiftKey;
      }}
      onCheckedChange={() => control.press(id, shift.current)}
    />
  );
}

/** The box over the rows: all on this page, some, or none. */
export function SelectPage({ control }: { control: SelectionControl }) {
  return (
    <Checkbox
      checked={control.page}
      aria-label="Select all rows on this page"
      onCheckedChange={control.pressPage}
    />
  );
}
