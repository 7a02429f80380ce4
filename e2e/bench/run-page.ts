import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { followEveryMs } from "#components/runs/follow-every.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { countRun } from "#lib/ingest/count-run.ts";
import { beatEveryMs } from "#lib/ingest/run-lease.ts";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { startAuthServer } from "#lib/local-stack/auth-server.ts";
import { ensureAccount } from "#lib/local-stack/ensure-account.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { Figure } from "./figure.ts";
import { serverProcess, sharesInWords, watchProcessors } from "./processor-shares.ts";
import { startConsole } from "./start-console.ts";

const documents = 1_000;
const viewers = 5;
const seconds = 30;
const settleMs = 45_000;

/**
 * A run of 1,000 documents that goes on, on the built application and TEST_DATABASE_URL, with five people who look at
 * it: how old what they see is, and what each of them costs the web server and the database together. Who they are
 * is asked of an Auth server in this process: it is Supabase's, and not counted.
 */
export async function pageFigures(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "console-bench-"));
  const { db, url: databaseUrl, close } = await testDatabase();
  const auth = await startAuthServer(dataDir);
  const going = new AbortController();
  try {
    const admin = { email: "admin@demo.local", password: randomUUID() };
    const userId = await ensureAccount(auth.url, auth.publishableKey, admin);
    await sql`insert into console.staff (user_id, email, role) values (${userId}, ${admin.email}, 'admin')`.execute(
      db,
    );
    const web = await startConsole("start", dataDir, {
      DATABASE_URL: databaseUrl,
      CONSOLE_ENVIRONMENT: "local",
      NEXT_PUBLIC_SUPABASE_URL: auth.url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: auth.publishableKey,
      OPENAI_API_KEY: "",
    });
    try {
      const cookie = await signIn(web.url, admin);
      const id = await addRun(db);
      const work = goOn(db, id, going.signal);
      const url = `${web.url}/api/runs/${id}`;
      await look(url, cookie, []);
      // What a worker does at its start, such as the day's counts, is no viewer's.
      await wait(settleMs);
      const named = { web: web.pid, database: await serverProcess(db) };
      const idle = await sharesOf(named, () => wait(seconds * 1_000));
      const ages: number[] = [];
      const looked = await sharesOf(named, () =>
        Promise.all(Array.from({ length: viewers }, () => watch(url, cookie, ages))),
      );
      going.abort();
      await work;
      const each = (sum(looked) - sum(idle)) / viewers;
      return [
        {
          name: "run page: age of what is shown, at most",
          value: `${Math.max(...ages).toFixed(1)} s`,
          goal: "≤ 2 s",
          over: `${documents} documents, ${viewers} viewers, ${ages.length} polls, p95 ${percentile(ages, 0.95).toFixed(1)} s`,
        },
        {
          name: "run page: cost of a viewer",
          value: `${(each * 100).toFixed(1)} % of a core`,
          goal: "≤ 2 %",
          over: `cores taken with ${viewers}: ${sharesInWords(looked)}; with none: ${sharesInWords(idle)}`,
        },
      ];
    } finally {
      await web.stop();
    }
  } finally {
    going.abort();
    await auth.close();
    await close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function signIn(base: string, account: { email: string; password: string }) {
  const response = await fetch(`${base}/api/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: base },
    body: JSON.stringify(account),
  });
  if (!response.ok) throw new Error(`nobody could sign in: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}

async function addRun(db: Db): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into console.runs (kind, mode, environment, requested_by_label, state,
      started_at, planned_at, documents_total, planned_inputs, heartbeat_at)
    values ('reembed', 'full', 'local', 'a bench', 'running', now(), now(), ${documents}, ${documents * 5}, now()) returning id`.execute(
    db,
  );
  const id = rows[0]?.id ?? "";
  await sql`insert into console.run_plan_items (run_id, ordinal, path, action, reason, inputs, tokens, chunks_kept)
    select ${id}, n, 'bench/document-' || n || '.md', 're-embed', '5 chunks without a current vector', 5, 2000, 5
    from generate_series(0, ${documents - 1}) n`.execute(db);
  await sql`insert into console.run_leases (run_id, worker, environment, lease_until)
    values (${id}, gen_random_uuid(), 'local', now() + interval '1 hour')`.execute(db);
  return id;
}

/** What a worker writes while the run goes on: five documents and its figures at each beat. */
async function goOn(db: Db, id: string, signal: AbortSignal): Promise<void> {
  for (let at = 0; !signal.aborted; at += 5) {
    const next = wait(beatEveryMs, undefined, { signal }).catch(() => undefined);
    await sql`update console.run_plan_items set state = 'done', finished_at = now()
      where run_id = ${id} and ordinal >= ${at} and ordinal < ${at + 5}`.execute(db);
    await withRole(db, "perazzi_ingest", (tx) => countRun(tx, id));
    await next;
  }
}

/** A page that is open: it asks as components/runs/run-documents.tsx does. */
async function watch(url: string, cookie: string, ages: number[]): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  let shown = await look(url, cookie, []);
  while (performance.now() < end) {
    const next = wait(followEveryMs);
    shown = await look(url, cookie, ages, shown);
    await next;
  }
}

/**
 * Asks once; just before the answer replaces it, what is shown is as old as it gets. Returns of when the answer's figures
 * are: the worker counted them some time before they were read.
 */
async function look(url: string, cookie: string, ages: number[], shown = Date.now()) {
  const answer = await fetch(`${url}/plan?limit=50&progress=true`, { headers: { cookie } });
  if (answer.status !== 200) throw new Error("the run could not be read");
  const { progress } = (await answer.json()) as { progress: RunProgress };
  const { run, now } = progress;
  ages.push((Date.now() - shown) / 1_000);
  return Date.parse(run.heartbeatAt ?? now);
}

/** How much of a core each process took, with all that it started, while `work` went on. */
async function sharesOf(named: Record<string, number>, work: () => Promise<unknown>) {
  const watched = watchProcessors(named);
  await work();
  return watched();
}

const sum = (shares: Record<string, number>) =>
  Object.values(shares).reduce((all, share) => all + share, 0);
