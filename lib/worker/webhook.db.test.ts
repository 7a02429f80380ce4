import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { startWebhookReceiver, type WebhookReceiver } from "#lib/testing/webhook-receiver.ts";
import { jobs } from "./jobs.ts";
import { runWorker } from "./run-worker.ts";

const secret = "a secret of the tests";
let test: Awaited<ReturnType<typeof testDatabase>>;
let receiver: WebhookReceiver;
beforeAll(async () => {
  test = await testDatabase();
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver?.close();
  await test?.close();
});
afterEach(async () => {
  receiver.got.length = 0;
  receiver.script.length = 0;
  await sql`delete from console.runs`.execute(test.db);
});

function useWebhook(url: string | undefined, { allowPrivate = true } = {}) {
  vi.stubEnv("CONSOLE_WEBHOOK_URL", url);
  vi.stubEnv("CONSOLE_WEBHOOK_SECRET", url && secret);
  vi.stubEnv("CONSOLE_WEBHOOK_ALLOW_PRIVATE", String(allowPrivate));
  resetEnv();
}

/** A run that ends, in one transaction with the delivery of the news. Returns its id. */
async function endRun(state = "succeeded"): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into console.runs (kind, environment, requested_by_label, error_message)
    values ('ingest', 'local', 'test', 'words of an error') returning id`.execute(test.db);
  const id = rows[0]?.id ?? "";
  await sql`update console.runs set state = ${state}, finished_at = now() where id = ${id}`.execute(
    test.db,
  );
  return id;
}

const work = () =>
  runWorker({
    db: test.db,
    url: test.url,
    jobs: { webhooks: jobs.webhooks },
    signal: new AbortController().signal,
    once: true,
    pollMs: 20,
  });
const deliveries = async () =>
  (
    await sql<{
      id: string;
      state: string;
      attempts: number;
      http_status: number | null;
      error: string | null;
    }>`
    select id, state, attempts, http_status, error from console.webhook_deliveries`.execute(test.db)
  ).rows;
const letRetry = () =>
  sql`update pgboss.job set start_after = now() where name = 'webhooks' and state = 'retry'`.execute(
    test.db,
  );

it("tells the receiver of a run's end, signed, and of nothing that is not for it", async () => {
  useWebhook(receiver.url);
  const id = await endRun("succeeded with errors");
  await work();
  const [got] = receiver.got;
  const [delivery] = await deliveries();
  expect(delivery).toMatchObject({ state: "delivered", attempts: 1, http_status: 204 });
  expect(got?.headers["webhook-id"]).toBe(delivery?.id);
  const signed = `${delivery?.id}.${got?.headers["webhook-timestamp"]}.${got?.body}`;
  const mac = createHmac("sha256", secret).update(signed).digest("base64");
  expect(got?.headers["webhook-signature"]).toBe(`v1,${mac}`);
  expect(JSON.parse(got?.body ?? "")).toMatchObject({
    type: "run.ended",
    data: { run: { id, kind: "ingest", state: "succeeded with errors" } },
  });
  expect(got?.body).not.toContain("words of an error");
});

it("tries again under the same id until it is accepted", async () => {
  useWebhook(receiver.url);
  receiver.script.push({ status: 503 }, { status: 302, location: "/" });
  await endRun();
  for (let attempt = 0; attempt < 3; attempt++) {
    await work();
    await letRetry();
  }
  expect(receiver.got).toHaveLength(3);
  expect(new Set(receiver.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 3 }]);
});

it("sends nothing into a private network, and does not try again", async () => {
  useWebhook(receiver.url.replace("http:", "https:"), { allowPrivate: false });
  await endRun();
  await work();
  await letRetry();
  await work();
  expect(receiver.got).toEqual([]);
  expect(await deliveries()).toMatchObject([
    { state: "given up", attempts: 1, error: expect.stringContaining("private network") },
  ]);
});

it("keeps nothing where no address is set", async () => {
  useWebhook(undefined);
  await endRun();
  await work();
  expect(await deliveries()).toEqual([]);
});

it("is written in the transaction that ends the run: undone with it, and once", async () => {
  useWebhook(receiver.url);
  const { rows } = await sql<{
    id: string;
  }>`insert into console.runs (kind, environment, requested_by_label)
    values ('ingest', 'local', 'test') returning id`.execute(test.db);
  const end = sql`update console.runs set state = 'failed', finished_at = now() where id = ${rows[0]?.id ?? ""}`;
  const undone = test.db.transaction().execute(async (tx) => {
    await end.execute(tx);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await deliveries()).toEqual([]);
  await end.execute(test.db);
  await end.execute(test.db);
  await work();
  expect(receiver.got).toHaveLength(1);
});
