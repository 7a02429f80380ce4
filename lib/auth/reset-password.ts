import { database } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { authClient } from "./auth-client.ts";
import { isKeyRefused, isRefusal, keyRefused, noAnswer } from "./auth-failure.ts";
import { bucketName, countAttempt } from "./rate-limit.ts";

type Request = { email: string; address: string; origin: string };

/** Asks Supabase to send a reset e-mail. Says the same whether the account exists or not. */
export async function requestPasswordReset({ email, address, origin }: Request): Promise<void> {
  if (env().embedded)
    throw new AppError("conflict", "The local stack sends no e-mail. Use a local sign-in.");
  await countAttempt(database(), [
    { bucket: bucketName("reset-email", email), most: 5 },
    { bucket: bucketName("reset-address", address), most: 50 },
  ]);
  const client = await authClient();
  const { error } = await client.auth.resetPasswordForEmail(email, {
    redirectTo: `${origin}/password`,
  });
  if (!error) return;
  logger.warn({ err: error }, "the reset e-mail was not sent");
  if (isKeyRefused(error)) throw keyRefused(error);
  // Too many e-mails (429) are told only of addresses that have an account.
  if (!isRefusal(error) && error.status !== 429) throw noAnswer(error);
}
