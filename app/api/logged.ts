import { timeOrderedId } from "#lib/db/time-ordered-id.ts";
import { errorStatus, toAppError } from "#lib/errors/app-error.ts";
import type { LoggedCall } from "#lib/retrieve/log/logged-call.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";

type Asked = Pick<LoggedCall, "caller" | "query" | "withVector">;

/** Retrieves and hands the call to the log, also one that fails: its error goes on to the caller. */
export async function logged(
  asked: Asked,
  retrieve: () => Promise<RetrievalResult>,
  log: (call: Omit<LoggedCall, "calls">) => void,
): Promise<RetrievalResult & { retrievalId: string }> {
  const id = timeOrderedId();
  const cameAt = Date.now();
  const started = performance.now();
  const known = () => ({ ...asked, id, cameAt, totalMs: performance.now() - started });
  try {
    const result = await retrieve();
    log({ ...known(), status: 200, errorCode: null, result });
    return { ...result, retrievalId: id };
  } catch (error) {
    const { code } = toAppError(error);
    log({ ...known(), status: errorStatus[code], errorCode: code, result: null });
    throw error;
  }
}
