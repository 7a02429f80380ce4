import { cookies } from "next/headers";
import { logger } from "#lib/logger/logger.ts";
import { authClient } from "./auth-client.ts";
import { inTime } from "./auth-patience.ts";

/** Ends this browser's session; its cookies go even when the Auth server is away. */
export async function signOut(): Promise<void> {
  const { auth } = await authClient();
  const asked = inTime(auth.signOut({ scope: "local" }));
  const error = await asked.then(
    (answer) => answer.error,
    (late: unknown) => late,
  );
  if (error) logger.warn({ err: error }, "the sign-in service did not take the sign-out");
  const jar = await cookies();
  for (const { name } of jar.getAll())
    if (name.startsWith("console-session")) jar.delete({ name, path: "/" });
}
