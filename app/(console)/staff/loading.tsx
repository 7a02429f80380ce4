import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader title="Staff" purpose="Who may use this console, and what they may do." />
      <SkeletonRows rows={4} label="Loading the staff list" />
    </>
  );
}
