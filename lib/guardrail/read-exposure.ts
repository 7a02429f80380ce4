import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Exposure, ExposureGroup } from "./exposure-schemas.ts";
import { redactQuery } from "./redact.ts";

const mostRuns = 50;
const mostGroups = 100;
/** Their vectors are made on this machine: no text leaves it, so there is no request to book. */
const offlineModels = "offline-%";

type Scope = { id: string; path: string; from: Date };
type StoredGroup = Omit<ExposureGroup, "firstAt" | "lastAt"> & { first: Date; last: Date };

/** Who had texts of this document since a day (default: ever): runs, provider, consumers, staff, and what is unknown. */
export function readExposure(
  db: Db,
  viewer: Viewer,
  id: string,
  since: string | undefined,
): Promise<Exposure> {
  const from = since ? new Date(`${since}T00:00:00Z`) : new Date(0);
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<{ path: string; sensitive: boolean }>`
        select d.path, d.pricing_sensitive as sensitive from ${baseTables().documents} d
        where d.id = ${id} and ${visibleTo(viewer, "d")}`.execute(tx);
      const document = rows[0];
      if (!document) throw new AppError("not_found", "There is no such document.");
      const scope = { id, path: document.path, from };
      const runs = await runsOf(tx, scope);
      return {
        document: { id, sensitive: document.sensitive, path: redactQuery(document.path) },
        since: since ?? null,
        runs: runs.slice(0, mostRuns),
        moreRuns: runs.length > mostRuns,
        provider: await providerRequests(tx, scope),
        consumers: await consumers(tx, scope),
        staff: await staff(tx, scope),
        notLogged: await notLogged(tx, scope),
      };
    },
    { readOnly: true, timeoutMs: 30_000 },
  );
}

async function runsOf(tx: Tx, { id, path, from }: Scope): Promise<Exposure["runs"]> {
  const { rows } = await sql<Exposure["runs"][number] & { happened: Date }>`
    select r.id, r.kind, e.action, r.requested_by_label as "requestedBy", e.at as happened
    from console.run_events e join console.runs r on r.id = e.run_id
    where (e.document_id = ${id} or e.path = ${path}) and e.at >= ${from} and e.action not in ('skip', 'warn')
    order by e.at desc, e.id desc limit ${mostRuns + 1}`.execute(tx);
  return rows.map(({ happened, ...row }) => ({ ...row, at: happened.toISOString() }));
}

async function providerRequests(tx: Tx, { id, path, from }: Scope): Promise<ExposureGroup[]> {
  const { rows } = await sql<StoredGroup>`
    select c.model as name, c.cause || ', ' || c.outcome as detail, count(*)::int as times, sum(d.inputs)::int as pieces,
      min(c.at) as first, max(c.at) as last
    from console.provider_call_documents d join console.provider_calls c on c.id = d.call_id
    where (d.document_id = ${id} or d.path = ${path}) and c.at >= ${from}
    group by c.model, c.cause, c.outcome order by last desc, name, detail limit ${mostGroups}`.execute(
    tx,
  );
  return rows.map(toGroup);
}

async function consumers(tx: Tx, { id, from }: Scope): Promise<ExposureGroup[]> {
  const { rows } = await sql<StoredGroup>`
    select coalesce(t.consumer, 'a token that is gone') as name, left(l.token_id::text, 8) as detail,
      count(distinct l.id)::int as times, count(*)::int as pieces, min(l.at) as first, max(l.at) as last
    from console.retrieval_results r join console.retrieval_log l on l.id = r.retrieval_id
      left join console.api_tokens t on t.id = l.token_id
    where r.document_id = ${id} and l.at >= ${from} and l.origin = 'api'
    group by 1, 2 order by last desc, name, detail limit ${mostGroups}`.execute(tx);
  return rows.map(toGroup);
}

async function staff(tx: Tx, { id, from }: Scope): Promise<ExposureGroup[]> {
  const { rows } = await sql<StoredGroup>`
    select coalesce(s.email, 'somebody who is no longer on the staff') as name, 'retrieval lab' as detail,
      count(distinct l.id)::int as times, count(*)::int as pieces, min(l.at) as first, max(l.at) as last
    from console.retrieval_results r join console.retrieval_log l on l.id = r.retrieval_id
      left join console.staff s on s.id = l.actor_id or s.user_id = l.actor_id
    where r.document_id = ${id} and l.at >= ${from} and l.origin = 'lab'
    group by 1 order by last desc, name limit ${mostGroups}`.execute(tx);
  return rows.map(toGroup);
}

async function notLogged(tx: Tx, { id, path, from }: Scope): Promise<string[]> {
  const { rows } = await sql<{
    dropped: number;
    unanswered: number;
    unbooked: number;
    off: boolean;
  }>`
    select (select coalesce(sum(dropped), 0)::int from console.retrieval_drops where at >= ${from}) as dropped,
      (select count(*)::int from console.provider_call_documents d join console.provider_calls c on c.id = d.call_id
        where (d.document_id = ${id} or d.path = ${path}) and c.at >= ${from} and c.outcome = 'sent') as unanswered,
      (select count(distinct e.run_id)::int from console.run_events e join console.runs r on r.id = e.run_id
        where coalesce(r.embedding_model, '') not like ${offlineModels} and (e.document_id = ${id} or e.path = ${path}) and e.at >= ${from} and e.tokens > 0
          and not exists (select 1 from console.provider_calls c where c.run_id = e.run_id)) as unbooked,
      coalesce((select value->>'enabled' = 'false' from console.settings where key = 'retrieval_log'), false) as off`.execute(
    tx,
  );
  const { dropped = 0, unanswered = 0, unbooked = 0, off = false } = rows[0] ?? {};
  return [
    "The live assistant reads the three tables by itself: what it was given is not logged here.",
    "Pages, exports and backups of the console that somebody read are not logged.",
    "Answers older than the retrieval log keeps are forgotten.",
    ...(off ? ["The retrieval log is switched off: answers given meanwhile are not in it."] : []),
    ...(dropped > 0 ? [`Answers not logged because too many waited: ${dropped}.`] : []),
    ...(unanswered > 0
      ? [
          `Requests to the provider without an answer, because their program was stopped: ${unanswered}.`,
        ]
      : []),
    ...(unbooked > 0 ? [`Runs that bought vectors before requests were booked: ${unbooked}.`] : []),
  ];
}

function toGroup({ first, last, ...group }: StoredGroup): ExposureGroup {
  return { ...group, firstAt: first.toISOString(), lastAt: last.toISOString() };
}
