type Headers = { get(name: string): string | null };

/** The site's own origin as the browser sees it, also behind a proxy that forwards host and protocol. */
export function ownOrigin(headers: Headers, fallbackProtocol = "http"): string | undefined {
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
  return first(headers.get("x-forwarded-proto")) === "https";
}

/** True for a host header that names this machine. */
export function isLoopbackHost(host: string | null): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host ?? "");
}

function first(list: string | null): string | undefined {
  return list?.split(",")[0]?.trim() || undefined;
}
