import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export default function ModelsLoading() {
  return (
    <>
      <PageHeader
        title="Models"
        purpose="Whose vectors answer, and another model's beside them: look at both, then change without a gap."
      />
      <SkeletonRows label="Loading models" />
    </>
  );
}
