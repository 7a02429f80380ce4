import { database } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { type Health, type PartState, readHealth } from "#lib/jobs/read-health.ts";
import { type ProviderState, readProviderState } from "./provider-state.ts";

type Parts = Health & { auth: PartState; provider: ProviderState };

// A probe that waits longer has given up, and a hanging database must not hold it.
const patienceMs = 3_000;

/** The state of every part, and whether requests can be served: without a worker or a provider they can. Never throws. */
export async function readReadiness(): Promise<{ ready: boolean; parts: Parts }> {
  const [health, provider, auth] = await Promise.all([
    inTime(databaseParts, away),
    inTime(providerState, "unknown"),
    inTime(authState, "unknown"),
  ]);
  const ready = health.database === "ok" && health.queue === "ok" && auth === "ok";
  return { ready, parts: { ...health, auth, provider } };
}

const away: Health = { database: "down", queue: "unknown", worker: "unknown" };

async function databaseParts(): Promise<Health> {
  return readHealth(database());
}

async function providerState(): Promise<ProviderState> {
  return readProviderState(database());
}

function inTime<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(otherwise), patienceMs);
    ask()
      .then(resolve, () => resolve(otherwise))
      .finally(() => clearTimeout(late));
  });
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
