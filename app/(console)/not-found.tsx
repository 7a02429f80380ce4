import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** Inside the console's frame, which has the main landmark already. */
export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="There is nothing at this address"
        icon={FileQuestion}
        action={
          <Button asChild>
            <Link href="/">To the overview</Link>
          </Button>
        }
      >
        It may have been removed. Check the address, or start from the overview.
      </EmptyState>
    </>
  );
}
