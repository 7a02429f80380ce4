import { readReadiness } from "#lib/embed/read-readiness.ts";

/** Open to anyone, so it names states and nothing else. `?live` asks only whether the process answers. */
export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.has("live")) return answer({ status: "live" }, 200);
  const { ready, parts } = await readReadiness();
  return answer({ status: ready ? "ready" : "not ready", ...parts }, ready ? 200 : 503);
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
