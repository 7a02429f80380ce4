import { cache } from "react";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { authClient } from "./auth-client.ts";
import { isRefusal } from "./auth-failure.ts";
import { inTime } from "./auth-patience.ts";
import { findStaff, type VerifiedUser } from "./find-staff.ts";
import type { Staff } from "./schemas.ts";

/**
 * Who asks: asked of the Auth server and of the staff table anew on each request, once per request,
 * so that a removal takes effect at once. "stranger" is signed in but not staff.
 */
export const currentStaff = cache(async (): Promise<Staff | "anonymous" | "stranger"> => {
  const user = await verifiedUser();
  if (!user) return "anonymous";
  return (await findStaff(database(), user)) ?? "stranger";
});

/** The signed-in user as the Auth server confirms it; the cookie's own word counts for nothing. */
export const verifiedUser = cache(async (): Promise<VerifiedUser | undefined> => {
  const client = await authClient();
  const { data, error } = await inTime(client.auth.getUser());
  // A refusal is a missing, expired or revoked session.
  if (error && !isRefusal(error))
    throw new AppError(
      "unavailable",
      "The sign-in service did not answer. Nothing was changed; try again in a moment.",
      { cause: error },
    );
  if (!data.user) return undefined;
  const { id, email, email_confirmed_at } = data.user;
  return { id, email, emailConfirmed: Boolean(email_confirmed_at) };
});
