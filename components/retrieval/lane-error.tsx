import { ApiError } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";

/** Why a query was not answered: its own fault, or ours. Nothing can have been changed. */
export function LaneError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const api = error instanceof ApiError ? error : undefined;
  const refused = api !== undefined && api.status >= 400 && api.status < 500;
  return (
    <ErrorState
      title={refused ? "This query cannot be asked" : "The search did not work"}
      requestId={api?.requestId}
      action={refused ? undefined : <Button onClick={onRetry}>Ask again</Button>}
    >
      {api?.fields.query ?? error.message}
    </ErrorState>
  );
}
