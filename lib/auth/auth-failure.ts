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
