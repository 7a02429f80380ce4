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

const sessionName = /^console-session(\.\d+)?$/;

/**
 * The cookies without a session that cannot be one: a token that is no token would fail in a
 * header of our own request to the Auth server, on every page, until the person clears it.
 */
export function usableCookies<C extends { name: string; value: string }>(cookies: C[]): C[] {
  const session = cookies.filter(({ name }) => sessionName.test(name));
  if (session.length === 0 || holdsToken(session)) return cookies;
  return cookies.filter((one) => !session.includes(one));
}

function holdsToken(session: { name: string; value: string }[]): boolean {
  const part = (name: string) => Number(name.split(".")[1] ?? -1);
  const whole = session
    .toSorted((a, b) => part(a.name) - part(b.name))
    .map(({ value }) => value)
    .join("");
  try {
    const text = whole.startsWith("base64-")
      ? Buffer.from(whole.slice("base64-".length), "base64url").toString()
      : whole;
    const { access_token } = JSON.parse(text) as { access_token?: unknown };
    return typeof access_token === "string" && /^[\w-]+\.[\w-]+\.[\w-]*$/.test(access_token);
  } catch {
    return false;
  }
}
