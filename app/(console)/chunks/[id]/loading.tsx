import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function ChunkLoading() {
  return (
    <div className="px-4 pt-8">
      <Skeleton className="mb-2 h-6 w-80 max-w-full" />
      <Skeleton className="mb-4 w-64 max-w-full" />
      <Skeleton className="mb-6 h-5 w-72 max-w-full" />
      <SkeletonRows rows={8} label="Loading the chunk" />
    </div>
  );
}
