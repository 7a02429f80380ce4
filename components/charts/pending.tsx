import { Skeleton } from "#components/ui/skeleton.tsx";

/** As high as a chart, while its script is on the way. */
export function ChartPending() {
  return <Skeleton className="h-48 w-full" />;
}
