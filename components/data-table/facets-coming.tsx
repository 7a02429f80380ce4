import { Skeleton } from "#components/ui/skeleton.tsx";

/** What stands under the facets' names until they are counted. */
export function FacetsComing() {
  return (
    <div role="status" className="flex flex-col gap-3 px-4 pt-2">
      <span className="sr-only">Counting</span>
      <Skeleton className="w-3/4" />
      <Skeleton className="w-1/2" />
    </div>
  );
}
