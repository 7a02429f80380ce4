import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { errorResponse, finish } from "./error-response.ts";
import { parseWith } from "./parse-with.ts";
import { readJson } from "./read-json.ts";
import { refuseForeign } from "./refuse-foreign.ts";
import { withSpec } from "./route-spec.ts";

type Context<B extends z.ZodType> = { body: z.output<B>; request: Request; requestId: string };

/** `handle` for the few routes that answer people who are not signed in: sign-in and passwords. */
export function handlePublic<B extends z.ZodType>(
  body: B,
  work: (context: Context<B>) => Promise<Response>,
) {
  const route = async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    try {
      refuseForeign(request);
      const { json } = await readJson(request, 16 * 1024);
      const response = await work({ body: parseWith(body, json), request, requestId });
      return finish(response, requestId);
    } catch (error) {
      return errorResponse(error, request, requestId);
    }
  };
  return withSpec(route, { by: "anyone", body });
}

/** The address that the request came from, as the nearest proxy tells it. */
export function clientAddress(request: Request): string {
  // A proxy adds to the end of this list; the other header it may pass on as the client made it up.
  const forwarded = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return forwarded || (request.headers.get("x-real-ip") ?? "unknown");
}
