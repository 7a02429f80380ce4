import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function ChunkNotFound() {
  return (
    <>
      <h1 className="sr-only">Chunk not found</h1>
      <EmptyState
        title="There is no such chunk"
        icon={FileQuestion}
        action={
          <Button asChild>
            <Link href="/chunks">All chunks</Link>
          </Button>
        }
      >
        The address holds no chunk id, or a run cut the document anew, or your role may not see it.
      </EmptyState>
    </>
  );
}
