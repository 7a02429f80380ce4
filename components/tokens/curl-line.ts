/** A line for a shell that asks the runtime API one question. */
export function curlLine(origin: string, secret: string): string {
  const body = JSON.stringify({ query: "How is a barrel made?", k: 5 });
  return `curl -s ${origin}/api/v1/retrieve -H 'authorization: Bearer ${secret}' -H 'content-type: application/json' -d '${body}'`;
}
