"use client";

import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> & {
  checked?: boolean | "indeterminate";
  onCheckedChange?: (checked: boolean) => void;
};

/** The browser's own box, drawn by us; "indeterminate" is some of many. */
export function Checkbox({ className, checked, onCheckedChange, ...props }: CheckboxProps) {
  const some = checked === "indeterminate";
  return (
    <span className={cn("relative grid size-4 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = some;
        }}
        className="peer col-start-1 row-start-1 size-4 appearance-none rounded-sm border border-line-strong bg-background checked:border-accent checked:bg-accent indeterminate:border-accent disabled:opacity-60"
        {...(checked === undefined ? {} : { checked: checked === true })}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        {...props}
      />
      {some ? (
        <Minus
          className="pointer-events-none col-start-1 row-start-1 size-3 text-accent"
          aria-hidden
        />
      ) : (
        <Check
          className="pointer-events-none col-start-1 row-start-1 hidden size-3 text-accent-foreground peer-checked:block"
          aria-hidden
        />
      )}
    </span>
  );
}
