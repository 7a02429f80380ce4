import { errorStatus, toAppError } from "#lib/errors/app-error.ts";
import type { ErrorBody } from "#lib/errors/error-schemas.ts";
import { logger } from "#lib/logger/logger.ts";

/** The one shape of every error: `{ error: { code, message, fields?, details?, requestId } }`. */
export function errorResponse(thrown: unknown, request: Request, requestId: string): Response {
  if (isFrameworkSignal(thrown)) throw thrown;
  const { status, error } = errorBody(thrown, request, requestId);
  return finish(Response.json({ error }, { status }), requestId);
}

/** The same for a part of an answer, whose other parts may be well. Logs what is our own fault. */
export function errorBody(
  thrown: unknown,
  request: Request,
  requestId: string,
): { status: number; error: ErrorBody } {
  const error = toAppError(thrown);
  const status = errorStatus[error.code];
  if (status >= 500)
    logger.error(
      { requestId, method: request.method, path: new URL(request.url).pathname, err: error },
      "request failed",
    );
  const { code, message, fields, details } = error;
  return { status, error: { code, message, fields, details, requestId } };
}

/** Marks a response as not to be kept by anyone. */
export function finish(response: Response, requestId: string): Response {
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  response.headers.set("x-request-id", requestId);
  return response;
}

function isFrameworkSignal(thrown: unknown): boolean {
  const digest = thrown instanceof Error && "digest" in thrown ? thrown.digest : undefined;
  return typeof digest === "string" && digest.startsWith("NEXT_");
}
