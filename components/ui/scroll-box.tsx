import type { ReactNode } from "react";
import { cn } from "./cn.ts";

type BoxProps = { label: string; className?: string; children: ReactNode };

/** What scrolls inside a height of its own, by keyboard as well. */
export function ScrollBox({ label, className, children }: BoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className={cn("overflow-y-auto", className)}>
      {children}
    </section>
  );
}
