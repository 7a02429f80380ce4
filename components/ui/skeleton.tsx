import { cn } from "./cn.ts";

/** A grey stand-in of the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("base:h-4 animate-pulse rounded bg-hover", className)} />;
}

/** Rows of a table that is on its way, announced once. */
export function SkeletonRows({ rows = 10, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-11 items-center gap-6 px-4">
          <Skeleton className="w-2/5" />
          <Skeleton className="w-20" />
          <Skeleton className="w-24" />
          <Skeleton className="w-16" />
        </div>
      ))}
    </div>
  );
}
