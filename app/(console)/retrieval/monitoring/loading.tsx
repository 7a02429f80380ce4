import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function MonitoringLoading() {
  return (
    <>
      <PageHeader title="Monitoring" purpose="How retrieval does for those who use it." />
      <div className="px-4 pb-3">
        <Skeleton className="h-44" />
      </div>
      <SkeletonRows rows={8} label="Loading the monitoring" />
    </>
  );
}
