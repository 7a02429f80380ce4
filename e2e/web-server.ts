/** How Node starts the built web server, on this machine alone. */
export function webServer(port: number): string[] {
  return ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"];
}
