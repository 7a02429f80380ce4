import { AppError } from "#lib/errors/app-error.ts";

type Failure = { status?: number | undefined };

/** True where the Auth server said no, as opposed to having too much to do, failing itself or being away (status 0). */
export function isRefusal({ status }: Failure): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
}

/** What to tell people of a failure that is no refusal. */
export function noAnswer(failure: Error & Failure): AppError {
  return failure.status === 429
    ? new AppError("rate_limited", "Too many attempts. Wait a few minutes, then try again.")
    : new AppError("unavailable", "The sign-in service did not answer. Try again in a moment.", {
        cause: failure,
      });
}

/** True where the Auth server refuses the console itself; whom it does not know it answers with 400. */
export function isKeyRefused({ status }: Failure): boolean {
  return status === 401;
}

/** What to tell people of that: nothing that they typed is wrong. */
export function keyRefused(failure: Error): AppError {
  return new AppError(
    "unavailable",
    "The sign-in service does not know this console. An admin must check NEXT_PUBLIC_SUPABASE_URL and NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY.",
    { cause: failure },
  );
}
