import type { BrowserContext } from "@playwright/test";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

const prefix = "base64-";

/** What the cookies of a session hold. */
export function sessionOf(cookies: Cookies): { expires_at: number; refresh_token: string } {
  const whole = cookies
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((one) => one.value)
    .join("");
  return JSON.parse(Buffer.from(whole.slice(prefix.length), "base64url").toString());
}

/** The same session an hour after its end, unless told otherwise with a refresh token that nobody knows any more. */
export function expired(
  cookies: Cookies,
  changed: object = { refresh_token: "long-forgotten" },
): Cookies {
  const ended = { ...sessionOf(cookies), expires_at: 1, expires_in: -3600, ...changed };
  const value = prefix + Buffer.from(JSON.stringify(ended)).toString("base64url");
  const size = Math.ceil(value.length / cookies.length);
  return cookies.map((one, part) => ({
    ...one,
    value: value.slice(part * size, (part + 1) * size),
  }));
}
