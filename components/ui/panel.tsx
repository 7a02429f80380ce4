import { type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

type PanelProps = { title: string; action?: ReactNode; className?: string; children: ReactNode };

/** A titled part of a page: a hairline above, no box. */
export function Panel({ title, action, className, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("base:border-t base:pt-3", className)}>
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
