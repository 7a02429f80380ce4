import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function ChunksLoading() {
  return (
    <>
      <PageHeader title="Chunks" purpose="What is compared with a question, one row a passage." />
      <div className="flex gap-2 px-4 pb-3">
        <Skeleton className="h-8 w-72" />
        <Skeleton className="h-7 w-20" />
        <Skeleton className="h-7 w-24" />
      </div>
      <div className="border-t">
        <SkeletonRows label="Loading chunks" />
      </div>
    </>
  );
}
