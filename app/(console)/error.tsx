"use client";

import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";

type ErrorProps = { error: Error & { digest?: string } };

export default function ConsoleError({ error }: ErrorProps) {
  return (
    <div className="p-4">
      <h1 className="sr-only">Error</h1>
      <ErrorState
        title="This page could not be read"
        requestId={error.digest}
        action={<Button onClick={() => window.location.reload()}>Try again</Button>}
      >
        The server or the database did not answer as it should. Nothing was changed. Try again; if
        it stays so, give an admin the request id.
      </ErrorState>
    </div>
  );
}
