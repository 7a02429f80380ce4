"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Selection } from "./selection-state.ts";
import type { SelectionControl } from "./use-selection.ts";

type BarProps = {
  control: SelectionControl;
  /** What the rows are, for one and for many: ["document", "documents"]. */
  noun: readonly [string, string];
  /** The actions' buttons, at the right. */
  actions?: ((selection: Selection, clear: () => void) => ReactNode) | undefined;
};

/** Under the table while something is selected: how many, how to take all that match, what can be done. */
export function SelectionBar({ control, noun, actions }: BarProps) {
  const { selection, seen } = control;
  if (!selection) return null;
  const count = selection.kind === "all" ? selection.total : selection.rows.length;
  const words = (n: number) => `${formatCount(n)} ${noun[n === 1 ? 0 : 1]}`;
  const about = seen.estimated ? "about " : "";
  return (
    <section
      aria-label="Selection"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t bg-raised px-4 py-2 shadow-float"
    >
      <p role="status">
        <span className="font-medium">
          {selection.kind === "all"
            ? `All ${about}${words(count)} that match`
            : `${words(count)} selected`}
        </span>
      </p>
      {selection.kind === "rows" && seen.total > count ? (
        <Button size="sm" variant="ghost" onClick={control.takeAll}>
          Select all {about}
          {formatCount(seen.total)} that match
        </Button>
      ) : null}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {actions?.(selection, control.clear)}
        <Button
          size="icon"
          variant="ghost"
          aria-label="Clear the selection"
          onClick={control.clear}
        >
          <X aria-hidden />
        </Button>
      </div>
    </section>
  );
}
