import { isOwnOrigin } from "#lib/auth/request-origin.ts";
import { AppError } from "#lib/errors/app-error.ts";

/** Refuses what a foreign site could make a signed-in browser send. Throws 401, 403 or 415. */
export function refuseForeign(request: Request): void {
  if (request.headers.has("authorization"))
    throw new AppError("unauthenticated", "Access tokens are not accepted here. Sign in instead.");
  if (request.method === "GET" || request.method === "HEAD") return;
  if (!isOwnOrigin(request.headers, new URL(request.url).protocol.slice(0, -1)))
    throw new AppError("forbidden", "This change did not come from the console's own pages.");
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const empty = request.body === null || request.headers.get("content-length") === "0";
  if (type !== "application/json" && !(type === undefined && empty))
    throw new AppError(
      "unsupported_media_type",
      "Send the change as JSON, with content-type: application/json.",
    );
}
