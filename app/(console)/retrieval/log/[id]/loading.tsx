import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function RetrievalLoading() {
  return (
    <>
      <PageHeader title="Retrieval" purpose={<Skeleton className="w-64" />} />
      <SkeletonRows label="Loading the retrieval" />
    </>
  );
}
