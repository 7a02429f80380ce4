import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function DocumentNotFound() {
  return (
    <>
      <h1 className="sr-only">Document not found</h1>
      <EmptyState
        title="There is no such document"
        icon={FileQuestion}
        action={
          <Button asChild>
            <Link href="/documents">All documents</Link>
          </Button>
        }
      >
        The address holds no document id, or the document was removed, or your role may not see it.
      </EmptyState>
    </>
  );
}
