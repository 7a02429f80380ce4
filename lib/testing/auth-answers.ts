import { randomBytes } from "node:crypto";

export type Account = { id: string; email: string; password?: string; confirmed: boolean };

/** What the Auth server answers: a body, a redirect, or nothing. */
export type Answer = { status: number; body?: object; location?: string };

/** An error in the form of the API's version 2024-01-01. */
export function refusal(status: number, code: string, more: object = {}): Answer {
  return { status, body: { code, message: code.replaceAll("_", " "), ...more } };
}

export const expiredLink = refusal(403, "otp_expired");

/** How Supabase sends the browser on where it did not take a link. */
export function refusedRedirect(redirectTo: string): Answer {
  const why = new URLSearchParams({
    error: "access_denied",
    error_code: "otp_expired",
    error_description: "Email link is invalid or has expired",
  });
  return { status: 303, location: `${redirectTo}?${why}#${why}` };
}

export function userBody({ id, email, confirmed }: Account): object {
  const now = new Date().toISOString();
  return {
    id,
    email,
    aud: "authenticated",
    role: "authenticated",
    email_confirmed_at: confirmed ? now : null,
    app_metadata: {},
    user_metadata: {},
    created_at: now,
  };
}

/** A token in the form of a JWT, for an hour. Nobody checks its signature: the server knows its tokens. */
export function accessToken(account: Account): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return [
    part({ alg: "HS256", typ: "JWT" }),
    part({ sub: account.id, email: account.email, role: "authenticated", exp }),
    secret(),
  ].join(".");
}

export function secret(): string {
  return randomBytes(24).toString("base64url");
}
