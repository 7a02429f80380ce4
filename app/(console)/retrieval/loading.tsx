import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function RetrievalLoading() {
  return (
    <>
      <PageHeader
        title="Retrieval lab"
        purpose="What the assistant is given for a question, and what it would be given otherwise."
      />
      <div className="px-4 pb-3">
        <Skeleton className="h-14" />
      </div>
      <SkeletonRows rows={8} label="Loading the retrieval lab" />
    </>
  );
}
