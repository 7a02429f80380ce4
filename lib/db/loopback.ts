/** True for loopback addresses and Unix sockets. */
export function isLoopback(url: string): boolean {
  const parsed = new URL(url);
  const host = parsed.searchParams.get("host") ?? parsed.hostname;
  return (
    host === "" || host.startsWith("/") || /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)
  );
}
