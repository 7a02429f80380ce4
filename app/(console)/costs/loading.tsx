import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function CostsLoading() {
  return (
    <>
      <PageHeader title="Costs" purpose="What was bought from the embedding provider." />
      <div className="flex flex-col gap-3">
        <Skeleton className="mx-4 h-60" />
        <SkeletonRows label="Loading costs" />
      </div>
    </>
  );
}
