"use client";

import { Ban, Check } from "lucide-react";
import { cn } from "#components/ui/cn.ts";

type ValueProps = {
  value: string | null;
  label: string;
  count: string;
  chosen: "any" | "none" | undefined;
  onPress: (how: "any" | "none") => void;
};

/** One value: a press keeps it, *not* beside it leaves it out. */
export function FacetValueRow({ value, label, count, chosen, onPress }: ValueProps) {
  return (
    <li className="group flex items-center gap-1 pr-3 pl-6 hover:bg-hover">
      <button
        type="button"
        aria-pressed={chosen === "any"}
        onClick={() => onPress("any")}
        className={cn(
          "flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded px-1 text-left",
          chosen === "any" && "font-medium text-accent",
          chosen === "none" && "line-through",
        )}
      >
        {chosen === "any" ? <Check className="size-3 shrink-0" aria-hidden /> : null}
        <span className={cn("truncate", value === null && "italic")} title={label}>
          {label}
        </span>
      </button>
      <button
        type="button"
        aria-pressed={chosen === "none"}
        aria-label={`not ${label}`}
        title={`Leave out ${label}`}
        onClick={() => onPress("none")}
        className={cn(
          "grid size-6 shrink-0 place-items-center rounded hover:bg-selected hover:text-foreground focus-visible:opacity-100",
          chosen === "none"
            ? "text-danger"
            : "text-muted opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100",
        )}
      >
        <Ban className="size-3" aria-hidden />
      </button>
      <span className="shrink-0 text-xs text-muted">{count}</span>
    </li>
  );
}
