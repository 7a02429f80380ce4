import { ApiError } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";

type LaneErrorProps = {
  error: Error;
  /** The lane was kept, and is only read. */
  frozen: boolean;
  /** What it answered before still stands below. */
  over?: boolean;
  onRetry: () => void;
};

/** Why a lane shows no answer: its query's fault, its link's, or ours. Nothing can have been changed. */
export function LaneError({ error, frozen, over = false, onRetry }: LaneErrorProps) {
  const api = error instanceof ApiError ? error : undefined;
  // Who is signed out asks the same again, signed in.
  const refused = api !== undefined && isRefusal(api.status);
  const again = frozen ? api !== undefined && !refused : !refused;
  return (
    <ErrorState
      title={over ? "Asking again did not work" : titleOf(frozen, refused)}
      requestId={api?.requestId}
      action={
        again ? (
          <Button onClick={onRetry}>{frozen ? "Read it again" : "Ask again"}</Button>
        ) : undefined
      }
    >
      {api ? refusalOf(api) : error.message}
      {over ? " What stands below is the answer of before." : ""}
      {frozen && !again ? " Choose another configuration above." : ""}
    </ErrorState>
  );
}

/** What of the request was refused and why, a setting by the name that an address has for it. */
function refusalOf({ fields, message }: ApiError): string {
  const named = Object.entries(fields).filter(([name]) => name.startsWith("configuration."));
  const settings = named.map(
    ([name, why]) => `${name.slice("configuration.".length)}: ${why.replace(/\.$/, "")}.`,
  );
  return fields.query ?? (settings.length > 0 ? settings.join(" ") : message);
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 401;
}

function titleOf(frozen: boolean, refused: boolean): string {
  if (frozen) return "This frozen lane cannot be shown";
  return refused ? "This query cannot be asked" : "The search did not work";
}
