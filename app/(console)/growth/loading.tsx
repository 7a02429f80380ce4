import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function GrowthLoading() {
  return (
    <>
      <PageHeader title="Growth" purpose="How many documents and chunks there were." />
      <div className="flex flex-col gap-6" aria-busy>
        <Skeleton className="mx-4 h-60" />
        <Skeleton className="mx-4 h-60" />
      </div>
    </>
  );
}
