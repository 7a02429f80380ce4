import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type RunColumns, runColumns, runRow } from "../run-row.ts";
import { postWebhook, receivers } from "./post-webhook.ts";
import { signWebhook } from "./sign-webhook.ts";

type Delivery = RunColumns & { delivery_id: string };

/**
 * Tells the address in the environment how a run ended. Told again under the same id until the receiver answers with
 * 2xx: at least once. Drops the delivery where no address is set. Throws where it was not accepted.
 */
export async function deliverWebhook(db: Db, deliveryId: string): Promise<void> {
  const { CONSOLE_WEBHOOK_URL: url, CONSOLE_WEBHOOK_SECRET: secret } = env();
  if (!url || !secret) return drop(db, deliveryId);
  const delivery = await begin(db, deliveryId);
  if (!delivery) return;
  const body = payloadOf(delivery);
  const headers = signWebhook(
    { id: deliveryId, body, seconds: Math.floor(Date.now() / 1000) },
    secret,
  );
  try {
    const status = await postWebhook(
      { url, headers, body },
      receivers(env().CONSOLE_WEBHOOK_ALLOW_PRIVATE),
    );
    if (status < 200 || status > 299) throw new Refused(status);
    await settle(db, deliveryId, { state: "delivered", status, error: null });
  } catch (error) {
    const status = error instanceof Refused ? error.status : null;
    const said = error instanceof AppError ? error.message : "It could not be sent.";
    await settle(db, deliveryId, { state: "waiting", status, error: said });
    throw error;
  }
}

/** Notes that a delivery has used up its tries. */
export function giveUpWebhook(db: Db, deliveryId: string): Promise<void> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    await sql`update console.webhook_deliveries set state = 'given up'
      where id = ${deliveryId} and state = 'waiting'`.execute(tx);
  });
}

class Refused extends AppError {
  readonly status: number;
  constructor(status: number) {
    super("unavailable", `The receiver answered ${status}.`);
    this.status = status;
  }
}

function drop(db: Db, deliveryId: string): Promise<void> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    await sql`delete from console.webhook_deliveries where id = ${deliveryId} and state = 'waiting'`.execute(
      tx,
    );
  });
}

/** The run, and one attempt more; undefined for what was delivered before. */
async function begin(db: Db, deliveryId: string): Promise<Delivery | undefined> {
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<Delivery>`with tried as (
        update console.webhook_deliveries set attempts = attempts + 1, last_attempt_at = now()
        where id = ${deliveryId} and state <> 'delivered' returning id, run_id)
      select tried.id as delivery_id, ${runColumns({ seesRestricted: true })} from tried join console.runs r on r.id = tried.run_id`.execute(
      tx,
    ),
  );
  return rows[0];
}

/** Names, states and numbers: no text, no path, no message of an error. */
function payloadOf({ delivery_id, ...row }: Delivery): string {
  const { id, kind, mode, state, environment, requestedBy, ...run } = runRow(row);
  const { createdAt, startedAt, finishedAt, documents, chunks, tokens, errors, warnings } = run;
  const origin = env().CONSOLE_ORIGIN;
  return JSON.stringify({
    type: "run.ended",
    id: delivery_id,
    timestamp: finishedAt,
    data: {
      environment,
      run: { id, kind, mode, state, requestedBy, createdAt, startedAt, finishedAt },
      ...{ documents, chunks, tokens, errors, warnings, estimatedCost: run.estimatedCost },
      url: origin ? `${origin}/runs/${id}` : null,
    },
  });
}

function settle(
  db: Db,
  deliveryId: string,
  { state, status, error }: { state: string; status: number | null; error: string | null },
): Promise<void> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    await sql`update console.webhook_deliveries set state = ${state}, http_status = ${status}, error = ${error},
      delivered_at = case when ${state} = 'delivered' then now() end where id = ${deliveryId}`.execute(
      tx,
    );
  });
}
