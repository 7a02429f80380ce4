import type { CookieOptionsWithName } from "@supabase/ssr";

const days14 = 14 * 24 * 3600;

/** The session's cookies: out of reach of scripts, same site, only over HTTPS where there is HTTPS. */
export function sessionCookies(https: boolean): CookieOptionsWithName {
  return {
    name: "console-session",
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: https,
    maxAge: days14,
  };
}
