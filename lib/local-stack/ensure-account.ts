import { createClient } from "@supabase/supabase-js";
import { AppError } from "#lib/errors/app-error.ts";

type Account = { email: string; password: string };

/** The user id of a local account, which is made where it is missing. */
export async function ensureAccount(
  url: string,
  publishableKey: string,
  account: Account,
): Promise<string> {
  const client = createClient(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const known = await client.auth.signInWithPassword(account);
  if (known.data.user) return known.data.user.id;
  const made = await client.auth.signUp(account);
  if (made.data.user) return made.data.user.id;
  throw new AppError("internal", `The local account ${account.email} could not be made.`, {
    cause: made.error,
  });
}
