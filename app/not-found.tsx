import { FileQuestion } from "lucide-react";
import type { Metadata } from "next";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="There is no page at this address"
        icon={FileQuestion}
        action={
          <Button asChild>
            {/* A plain link: next/link would come with every page. */}
            <a href="/">To the overview</a>
          </Button>
        }
      >
        Check the address, or start from the overview.
      </EmptyState>
    </main>
  );
}
