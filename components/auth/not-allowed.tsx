import { Lock } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** For staff whose role does not open a page. */
export function NotAllowed() {
  return (
    <>
      <h1 className="sr-only">Not allowed</h1>
      <EmptyState
        title="Your role does not open this page"
        icon={Lock}
        action={
          <Button asChild>
            {/* A plain link: this stands behind every page, and next/link would load with each. */}
            <a href="/">To the overview</a>
          </Button>
        }
      >
        You are signed in, and nothing was changed. An admin can give you another role.
      </EmptyState>
    </>
  );
}
