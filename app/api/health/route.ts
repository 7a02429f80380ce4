import { database } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { type Health, type PartState, readHealth } from "#lib/jobs/read-health.ts";

/** Open to anyone, so it names states and nothing else. `?live` asks only whether the process answers. */
export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.has("live")) return answer({ status: "live" }, 200);
  const [parts, auth] = await Promise.all([databaseParts(), authState()]);
  const ready = parts.database === "ok" && parts.queue === "ok" && auth === "ok";
  return answer({ status: ready ? "ready" : "not ready", ...parts, auth }, ready ? 200 : 503);
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

async function databaseParts(): Promise<Health> {
  try {
    return await readHealth(database());
  } catch {
    return { database: "down", queue: "unknown", worker: "unknown" };
  }
}

/** Any answer of the Auth server that is not its own failure counts. */
async function authState(): Promise<PartState> {
  const { authUrl, publishableKey } = env();
  if (!authUrl || !publishableKey) return "none";
  try {
    const response = await fetch(new URL("/auth/v1/health", authUrl), {
      headers: { apikey: publishableKey },
      signal: AbortSignal.timeout(2_000),
      cache: "no-store",
    });
    return response.status < 500 ? "ok" : "down";
  } catch {
    return "down";
  }
}
