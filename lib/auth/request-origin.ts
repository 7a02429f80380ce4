import { env } from "#lib/env/env.ts";

type Headers = { get(name: string): string | null };

/**
 * The site's own origin as the browser sees it: CONSOLE_ORIGIN, else as host and protocol tell,
 * also behind a proxy that forwards them.
 */
export function ownOrigin(headers: Headers, fallbackProtocol = "http"): string | undefined {
  const { CONSOLE_ORIGIN } = env();
  if (CONSOLE_ORIGIN) return CONSOLE_ORIGIN;
  const host = first(headers.get("x-forwarded-host")) ?? headers.get("host");
  const protocol = first(headers.get("x-forwarded-proto")) ?? fallbackProtocol;
  const origin = `${protocol}://${host}`;
  return host && URL.canParse(origin) ? new URL(origin).origin : undefined;
}

/** True when the browser says that the request comes from our own pages. */
export function isOwnOrigin(headers: Headers, fallbackProtocol?: string): boolean {
  const origin = headers.get("origin");
  return origin !== null && origin === ownOrigin(headers, fallbackProtocol);
}

export function isHttps(headers: Headers): boolean {
  if (env().CONSOLE_ORIGIN?.startsWith("https:")) return true;
  return first(headers.get("x-forwarded-proto")) === "https";
}

/** True for a host header that names this machine. */
export function isLoopbackHost(host: string | null): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host ?? "");
}

function first(list: string | null): string | undefined {
  return list?.split(",")[0]?.trim() || undefined;
}
