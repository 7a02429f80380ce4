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
  };
}

/** The options of one cookie: 14 days instead of the library's 400, unless it is being deleted. */
export function cookieLife<O extends { maxAge?: number }>(value: string, options: O): O {
  return value === "" ? options : { ...options, maxAge: days14 };
}
