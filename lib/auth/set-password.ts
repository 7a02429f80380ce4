import { AppError } from "#lib/errors/app-error.ts";
import { authClient } from "./auth-client.ts";
import { isRefusal, noAnswer } from "./auth-failure.ts";
import { inTime } from "./auth-patience.ts";

/** Gives the signed-in user a new password. */
export async function setPassword(password: string): Promise<void> {
  const { auth } = await authClient();
  const { error } = await inTime(auth.updateUser({ password }));
  if (!error) return;
  if (!isRefusal(error)) throw noAnswer(error);
  if (error.name === "AuthSessionMissingError" || error.status === 401 || error.status === 403)
    throw new AppError(
      "unauthenticated",
      "Open the link from your e-mail again, or ask for a new one.",
    );
  if (error.code === "weak_password")
    throw refused("This password is too weak. Choose a longer or less common one.");
  if (error.code === "same_password") throw refused("Choose another password than the old one.");
  throw refused("This password was not accepted. Choose another one.");
}

function refused(message: string): AppError {
  return new AppError("invalid", message, { fields: { password: message } });
}
