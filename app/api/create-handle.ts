import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { can, type Permission } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { errorResponse, finish } from "./error-response.ts";
import { once } from "./idempotency.ts";
import { readIfMatch } from "./if-match.ts";
import { parseWith } from "./parse-with.ts";
import { queryObject, readJson } from "./read-json.ts";
import { refuseForeign } from "./refuse-foreign.ts";
import { withSpec } from "./route-spec.ts";

type None = z.ZodType<undefined>;

export type HandleOptions<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  permission: Permission;
  params?: P;
  query?: Q;
  body?: B;
  /** Honour Idempotency-Key: the same key and body get the stored answer again. */
  idempotent?: boolean;
  /** What of the answer is stored to be given again: for answers that hold a secret. */
  keepAnswer?: (answer: unknown) => unknown;
  /** Require If-Match with the row's version (428 without it). */
  versioned?: boolean;
  /** Largest body, in bytes (default 256 KiB). */
  maxBytes?: number;
  /** The body's parts are read one by one, with `readPart`, so that one that is refused stops no other. */
  inParts?: boolean;
};

export type HandleContext<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  staff: Staff;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  request: Request;
  requestId: string;
  /** The row's version from If-Match; NaN unless the route is `versioned` or the header was sent. */
  ifMatch: number;
};

type RouteContext = { params: Promise<unknown> };

/** `handle` over any source of identity, so that tests need no Auth server. */
export function createHandle(identify: () => Promise<Staff | "anonymous" | "stranger">) {
  return function handle<
    P extends z.ZodType = None,
    Q extends z.ZodType = None,
    B extends z.ZodType = None,
  >(options: HandleOptions<P, Q, B>, work: (context: HandleContext<P, Q, B>) => Promise<unknown>) {
    const route = async (request: Request, { params }: RouteContext): Promise<Response> => {
      const requestId = randomUUID();
      try {
        refuseForeign(request);
        const staff = permitted(await identify(), options.permission);
        const { text, json } = await readJson(
          request,
          options.maxBytes ?? 256 * 1024,
          options.inParts,
        );
        const ifMatch = readIfMatch(request.headers, options.versioned ?? false);
        const context = {
          staff,
          params: parseWith(options.params, await params, "not_found"),
          query: parseWith(options.query, queryObject(request.url)),
          body: parseWith(options.body, json),
          request,
          requestId,
          ifMatch,
        };
        const answer = async () => toResponse(await work(context));
        const response = options.idempotent
          ? await once(request, staff, text, answer, options.keepAnswer)
          : await answer();
        return finish(response, requestId);
      } catch (error) {
        return errorResponse(error, request, requestId);
      }
    };
    return withSpec(route, { by: "staff", ...options });
  };
}

function permitted(staff: Staff | "anonymous" | "stranger", permission: Permission): Staff {
  if (staff === "anonymous")
    throw new AppError("unauthenticated", "You are signed out. Sign in and try again.");
  if (staff === "stranger")
    throw new AppError("forbidden", "You are signed in, but you are not on the staff list.");
  if (!can(staff.role, permission))
    throw new AppError("forbidden", `Your role, ${staff.role}, does not allow this. Ask an admin.`);
  return staff;
}

function toResponse(value: unknown): Response {
  if (value instanceof Response) return value;
  if (value === undefined) return new Response(null, { status: 204 });
  return Response.json(value);
}
