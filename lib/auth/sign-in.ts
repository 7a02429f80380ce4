import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { authClient } from "./auth-client.ts";
import { isKeyRefused, isRefusal, keyRefused, noAnswer } from "./auth-failure.ts";
import { bucketName, countAttempt, forgiveAttempt } from "./rate-limit.ts";

type SignIn = { email: string; password: string; address: string };

/** Signs in by password and sets the session's cookies; returns the headers to send with them. */
export async function signIn({ email, password, address }: SignIn) {
  // Few for one address and account; more for the account alone, or anybody could lock its owner out.
  const limits = [
    { bucket: bucketName("sign-in-both", `${email} ${address}`), most: 10 },
    { bucket: bucketName("sign-in-email", email), most: 100 },
    { bucket: bucketName("sign-in-address", address), most: 100 },
  ];
  await countAttempt(database(), limits);
  const cacheHeaders: Record<string, string> = {};
  const client = await authClient((headers) => Object.assign(cacheHeaders, headers));
  const { error } = await client.auth.signInWithPassword({ email, password });
  if (error) throw signInError(error);
  await forgiveAttempt(
    database(),
    limits.map(({ bucket }) => bucket),
  );
  return cacheHeaders;
}

function signInError(error: Error & { status?: number | undefined; code?: unknown }): AppError {
  if (!isRefusal(error)) return noAnswer(error);
  if (isKeyRefused(error)) return keyRefused(error);
  if (error.code === "email_not_confirmed")
    return new AppError("unauthenticated", "Confirm your e-mail address first: see your inbox.");
  return new AppError("unauthenticated", "The e-mail address or the password is wrong.");
}
