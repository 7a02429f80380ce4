import { tokenHandle } from "#app/api/token-handle.ts";
import { database } from "#lib/db/pool.ts";
import { readMetrics } from "#lib/retrieve/monitor/read-metrics.ts";

/** Prometheus scrapes this with a token of the scope "metrics". */
export const GET = tokenHandle({ scope: "metrics" }, async () => {
  const text = await readMetrics(database());
  return new Response(text, {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
  });
});
