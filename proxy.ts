import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { authFetch, inTime, renewalMs } from "#lib/auth/auth-patience.ts";
import { isHttps, isLoopbackHost } from "#lib/auth/request-origin.ts";
import { securityHeaders } from "#lib/auth/security-headers.ts";
import { cookieLife, sessionCookies, usableCookies } from "#lib/auth/session-cookies.ts";
import { env } from "#lib/env/env.ts";
import { isDevelopment } from "#lib/env/mode.ts";
import { logger } from "#lib/logger/logger.ts";

// Files under /_next/static carry no session and may be cached.
export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)"] };

/** Refreshes the session and sets headers. It decides nothing: every page and route checks itself. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  // The local stack's sign-ins are no secret: a foreign name for this machine must not reach them.
  if (env().embedded && !isLoopbackHost(request.headers.get("host")))
    return new NextResponse("The local stack answers on this machine only.", { status: 421 });

  const { pathname, search } = request.nextUrl;
  const https = isHttps(request.headers);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const development = isDevelopment();
  const headers = securityHeaders({ nonce, https, development });

  const cacheHeaders: Record<string, string> = {};
  // Programs prove themselves by a token; what cookies they carry counts for nothing.
  const byToken = pathname.startsWith("/api/v1/");
  const made = byToken ? [] : await refreshSession(request, https, cacheHeaders);

  const forwarded = new Headers(request.headers);
  forwarded.set("cookie", request.cookies.toString());
  forwarded.set("x-nonce", nonce);
  forwarded.set("x-console-path", pathname + search);
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const { name, value, options } of made)
    response.cookies.set(name, value, cookieLife(value, options));
  for (const [name, value] of Object.entries({ ...headers, ...cacheHeaders }))
    response.headers.set(name, value);
  return response;
}

type MadeCookie = Parameters<
  NonNullable<Parameters<typeof createServerClient>[2]["cookies"]["setAll"]>
>[0][number];

async function refreshSession(
  request: NextRequest,
  https: boolean,
  cacheHeaders: Record<string, string>,
): Promise<MadeCookie[]> {
  const { authUrl, publishableKey } = env();
  const cookieOptions = sessionCookies(https);
  const signedIn = request.cookies.getAll().some(({ name }) => name.startsWith("console-session"));
  if (!authUrl || !publishableKey || !signedIn) return [];
  const made: MadeCookie[] = [];
  const client = createServerClient(authUrl, publishableKey, {
    cookieOptions,
    global: { fetch: authFetch },
    cookies: {
      getAll: () => usableCookies(request.cookies.getAll()),
      setAll: (list, headers) => {
        Object.assign(cacheHeaders, headers);
        made.push(...list);
        for (const { name, value } of list) {
          if (value === "") request.cookies.delete(name);
          else request.cookies.set(name, value);
        }
      },
    },
  });
  try {
    // Only renews a token that runs out; who it is, `getUser` asks in every page and route.
    await inTime(client.auth.getSession(), renewalMs);
  } catch (error) {
    logger.warn({ err: error }, "session refresh failed");
  }
  return made;
}
