import { createHash } from "node:crypto";
import { claimKey, dropKey, storeAnswer } from "#lib/auth/idempotency-keys.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";

/** Runs `work` once per Idempotency-Key and actor; later requests get the first answer, as `keep` left it. */
export async function once(
  request: Request,
  staff: Staff,
  body: string,
  work: () => Promise<Response>,
  keep: (answer: unknown) => unknown = (answer) => answer,
): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return work();
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new AppError("bad_request", "Idempotency-Key takes 1 to 200 printable characters.");
  const { pathname, search } = new URL(request.url);
  const claim = {
    actor: staff.id,
    key,
    route: `${request.method} ${pathname}${search}`,
    bodyHash: createHash("sha256").update(body).digest("hex"),
  };
  const stored = await claimKey(database(), claim);
  if (stored) return answerAgain(stored);
  const response = await work().catch(async (error: unknown) => {
    await dropKey(database(), claim);
    throw error;
  });
  const text = await response.clone().text();
  const answer = text === "" ? null : keep(JSON.parse(text));
  // What was done stays done: a key that was given back now would let a second request do it again.
  await storeAnswer(database(), claim, response.status, answer).catch((error: unknown) =>
    logger.error({ err: error }, "an answer could not be kept under its idempotency key"),
  );
  return response;
}

function answerAgain({ status, response }: { status: number; response: unknown }): Response {
  return response === null
    ? new Response(null, { status })
    : Response.json(response, { status, headers: { "idempotent-replay": "true" } });
}
