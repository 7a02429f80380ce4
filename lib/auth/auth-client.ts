import { createServerClient, type SetAllCookies } from "@supabase/ssr";
import { cookies, headers } from "next/headers";
import { env } from "#lib/env/env.ts";
import { AppError, StackAway } from "#lib/errors/app-error.ts";
import { authFetch } from "./auth-patience.ts";
import { isHttps } from "./request-origin.ts";
import { cookieLife, sessionCookies, usableCookies } from "./session-cookies.ts";

/** Where Supabase Auth is; throws a message for people when it is not configured. */
export function authServer(): { url: string; key: string } {
  const { authUrl, publishableKey, embedded } = env();
  if (authUrl && publishableKey) return { url: authUrl, key: publishableKey };
  if (embedded) throw new StackAway();
  throw new AppError(
    "unavailable",
    "Sign-in is not configured: set NEXT_PUBLIC_SUPABASE_URL and NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY.",
  );
}

/** A Supabase client for this request. One a request: it delivers cache headers only once. */
export async function authClient(onHeaders: (headers: Record<string, string>) => void = () => {}) {
  const { url, key } = authServer();
  const jar = await cookies();
  const setAll: SetAllCookies = (made, cacheHeaders) => {
    onHeaders(cacheHeaders);
    try {
      for (const { name, value, options } of made) jar.set(name, value, cookieLife(value, options));
    } catch {
      // Pages cannot set cookies; proxy.ts has refreshed the session before them.
    }
  };
  return createServerClient(url, key, {
    cookies: { getAll: () => usableCookies(jar.getAll()), setAll },
    cookieOptions: sessionCookies(isHttps(await headers())),
    global: { fetch: authFetch },
  });
}
