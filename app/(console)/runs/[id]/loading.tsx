import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function RunLoading() {
  return (
    <>
      <PageHeader title="Run" purpose={<Skeleton className="w-64" />} />
      <SkeletonRows label="Loading the run" />
    </>
  );
}
