import { createClient } from "@supabase/supabase-js";
import { env } from "#lib/env/env.ts";
import { logger } from "#lib/logger/logger.ts";
import { authFetch } from "./auth-patience.ts";

/** Invites by e-mail where a secret key allows it. Returns one line that says what is left to do. */
export async function inviteStaff(email: string, origin?: string): Promise<string> {
  const { authUrl, secretKey, embedded } = env();
  if (embedded)
    return `${email} is on the staff list. The local stack makes no further accounts: use its local sign-ins.`;
  if (!authUrl || !secretKey)
    return `${email} is on the staff list. Now create the account in Supabase: Authentication, Users, Add user.`;
  const client = createClient(authUrl, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: authFetch },
  });
  const { error } = await client.auth.admin.inviteUserByEmail(
    email,
    origin ? { redirectTo: `${origin}/password` } : {},
  );
  if (!error) return `${email} is on the staff list, and an invitation is on its way.`;
  if (error.code === "email_exists")
    return `${email} is on the staff list and has an account already: they can sign in now.`;
  logger.warn({ err: error }, "the invitation was not sent");
  return `${email} is on the staff list, but the invitation was not sent. Invite them in Supabase: Authentication, Users.`;
}
