import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function RunsLoading() {
  return (
    <>
      <PageHeader
        title="Runs"
        purpose="What was ingested and re-embedded, by whom, and how it ended."
      />
      <div className="flex flex-col gap-3">
        <Skeleton className="mx-4 h-60" />
        <SkeletonRows label="Loading runs" />
      </div>
    </>
  );
}
