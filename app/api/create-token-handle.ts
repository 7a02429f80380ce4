import type { z } from "zod";
import type { LimitDetails, ProvedToken } from "#lib/auth/prove-token.ts";
import type { TokenRow, TokenScope } from "#lib/auth/token-schemas.ts";
import { timeOrderedId } from "#lib/db/time-ordered-id.ts";
import { AppError, errorStatus, toAppError } from "#lib/errors/app-error.ts";
import { errorResponse, finish } from "./error-response.ts";
import { parseWith } from "./parse-with.ts";
import { readJson } from "./read-json.ts";
import { withSpec } from "./route-spec.ts";

type None = z.ZodType<undefined>;

/** What is known of a request once its token is. */
type Call = {
  token: TokenRow;
  request: Request;
  requestId: string;
  /** Milliseconds since 1970, and how long it has taken until now. */
  cameAt: number;
  elapsed: () => number;
};

export type TokenContext<B extends z.ZodType> = Call & { body: z.output<B> };

export type RefusedCall = Call & { error: AppError; status: number; json: unknown };

export type TokenHandleOptions<B extends z.ZodType> = {
  scope: TokenScope;
  body?: B;
  /** Told of every answer that is an error, where the token was one of ours. */
  onRefused?: (call: RefusedCall) => void;
};

type Identify = (authorization: string | null, scope: TokenScope) => Promise<ProvedToken>;

/**
 * `handle` for programs with an access token: cookies and Origin count for nothing (no browser sends
 * this header by itself), nothing may be kept by caches, and each request is proved and counted anew.
 */
export function createTokenHandle(identify: Identify) {
  return function tokenHandle<B extends z.ZodType = None>(
    { scope, body, onRefused }: TokenHandleOptions<B>,
    work: (context: TokenContext<B>) => Promise<unknown>,
  ) {
    const route = async (request: Request): Promise<Response> => {
      const started = performance.now();
      const requestId = timeOrderedId();
      const clock = { cameAt: Date.now(), elapsed: () => performance.now() - started };
      let call: Call | undefined;
      let json: unknown;
      try {
        const { token, refusal } = await identify(request.headers.get("authorization"), scope);
        call = { token, request, requestId, ...clock };
        if (refusal) throw refusal;
        refuseOtherTypes(request);
        ({ json } = await readJson(request, 256 * 1024));
        const answer = await work({ ...call, body: parseWith(body, json) });
        return finish(answer instanceof Response ? answer : Response.json(answer), requestId);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (call) onRefused?.({ ...call, error, status: errorStatus[error.code], json });
        return withHints(errorResponse(thrown, request, requestId), error);
      }
    };
    return withSpec(route, { by: "token", scope, body });
  };
}

function refuseOtherTypes(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new AppError(
      "unsupported_media_type",
      "Send the request as JSON, with content-type: application/json.",
    );
}

/** What HTTP says beside the body: how to prove oneself, and when to come back. */
function withHints(response: Response, error: AppError): Response {
  if (error.code === "unauthenticated") response.headers.set("www-authenticate", "Bearer");
  if (error.code === "rate_limited") {
    const { retryAfterSeconds } = error.details as LimitDetails;
    response.headers.set("retry-after", String(retryAfterSeconds));
  }
  return response;
}
