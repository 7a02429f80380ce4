import { sql } from "kysely";
import { storeCorpusConfig } from "#lib/corpus/store-corpus-config.ts";
import { withRole } from "#lib/db/with-role.ts";
import { rememberActiveModel } from "#lib/embed/active-model.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { assertManifest, type CorpusState, fileChecksums, readCorpus } from "./corpus-state.ts";
import { prepareIngest } from "./ingest-item.ts";
import { notIn, planIngest, type Removal } from "./plan-ingest.ts";
import { planReembed } from "./plan-reembed.ts";
import type { PlannedItem } from "./planned-item.ts";
import { prepareReembed } from "./reembed-item.ts";
import { isDryRun, type RunSession } from "./run-session.ts";
import type { RunState } from "./runs-schemas.ts";
import { settleEarlier } from "./settle-earlier.ts";
import { storeManifest } from "./store-manifest.ts";
import { storePlan } from "./store-plan.ts";
import { workItems } from "./work-items.ts";

/** Plans a run where nobody did yet, and works what the plan leaves to do. */
export async function workRun(session: RunSession): Promise<void> {
  const { db, run, embedder } = session;
  await withRole(db, "perazzi_ingest", (tx) => rememberActiveModel(tx, embedder.model));
  const corpus = run.kind === "ingest" ? await openCorpus(session) : undefined;
  if (!run.planned) {
    const state = corpus ? await planCorpus(session, corpus) : await planDocuments(session);
    if (state !== "running") return;
  } else {
    await refuseOtherModel(session);
    if (corpus) await refuseOtherFiles(session, corpus);
  }
  const pinned = corpus?.manifestChecksum;
  await workItems(
    session,
    (item) => (corpus ? prepareIngest(session, corpus, item) : prepareReembed(session, item)),
    async () => {
      if (corpus && pinned) await assertManifest(corpus, pinned);
    },
  );
}

async function openCorpus({ db }: RunSession): Promise<CorpusState> {
  const corpus = await readCorpus();
  await withRole(db, "perazzi_ingest", async (tx) => {
    await storeCorpusConfig(tx, corpus.config);
    await storeManifest(tx, corpus.manifestText);
  });
  return corpus;
}

async function planCorpus(session: RunSession, corpus: CorpusState) {
  const { items, removal, gone } = await planIngest(session, corpus);
  const removes = tooLarge(session, removal);
  if (removes && !session.canWait)
    throw new AppError("conflict", `${removes} Nothing was changed. Confirm with --yes.`);
  return announced(session, items, { manifestChecksum: corpus.manifestChecksum, removes, gone });
}

async function planDocuments(session: RunSession) {
  const items = await planReembed(session);
  const gone = notIn(items, session.run.scope);
  return announced(session, items, { manifestChecksum: null, removes: undefined, gone });
}

type Announced = {
  manifestChecksum: string | null;
  removes: string | undefined;
  gone: string[];
};

async function announced(
  session: RunSession,
  items: PlannedItem[],
  { manifestChecksum, removes, gone }: Announced,
): Promise<RunState> {
  const { run } = session;
  if (items.length === 0) return endEmpty(session, gone);
  const toDo = items.filter(({ action }) => action !== "skip" && action !== "fail");
  const asked =
    run.options.approve && toDo.length > 0 ? "Asked for when it was started." : undefined;
  const approvalReason = isDryRun(run) ? null : (removes ?? asked ?? tooDear(run, toDo) ?? null);
  const state = await storePlan(session, items, { manifestChecksum, approvalReason, gone });
  const settled = isDryRun(run) ? items : items.filter((item) => !toDo.includes(item));
  session.planned(
    items.length,
    settled.map(({ path }) => path),
  );
  return state;
}

/** Nothing matches: that is said, and the run ends before it began. */
async function endEmpty({ db, run }: RunSession, gone: string[]): Promise<RunState> {
  await withRole(db, "perazzi_ingest", async (tx) => {
    await sql`update console.runs set state = 'cancelled', planned_at = now(), finished_at = now(),
      error_message = 'No document matches this scope. Nothing was started.'
    where id = ${run.id} and finished_at is null`.execute(tx);
    await settleEarlier(tx, run.id, gone);
  });
  return "cancelled";
}

/** Why a plan that nobody asked for by itself needs a person's word: it would buy more than the limit. */
function tooDear({ options }: RunSession["run"], items: PlannedItem[]): string | undefined {
  const tokens = items.reduce((sum, item) => sum + item.tokens, 0);
  if (options.upToTokens === undefined || tokens <= options.upToTokens) return undefined;
  return `An edit made this necessary; it would embed ${tokens} tokens, and more than ${options.upToTokens} need an admin's word.`;
}

/** Why a plan needs a person's word, or undefined: it takes more than a tenth of the active documents away. */
function tooLarge({ run }: RunSession, { leaving, active }: Removal): string | undefined {
  if (run.options.yes || isDryRun(run) || leaving * 10 <= active) return undefined;
  return `This run would take ${leaving} of ${active} active documents out of retrieval.`;
}

/** Throws conflict where another model was promoted after the plan: its tokens and reasons are of the former one. */
async function refuseOtherModel({ db, run, embedder }: RunSession): Promise<void> {
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<{ model: string | null }>`select embedding_model as model from console.runs
      where id = ${run.id}`.execute(tx),
  );
  const planned = rows[0]?.model ?? embedder.model;
  if (planned === embedder.model) return;
  throw new AppError(
    "conflict",
    `This run was planned for vectors of ${planned}; ${embedder.model} is active now. What was done before stays. Start a new run.`,
  );
}

/** Throws conflict where this program sees another manifest or other files than the plan pins. */
async function refuseOtherFiles(session: RunSession, corpus: CorpusState): Promise<void> {
  const { db, run } = session;
  if (run.manifestChecksum) await assertManifest(corpus, run.manifestChecksum);
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<{
      path: string;
      pinned: string;
    }>`select path, file_checksum as pinned from console.run_plan_items
      where run_id = ${run.id} and state in ('planned', 'working') and file_checksum is not null`.execute(
      tx,
    ),
  );
  const checks = await fileChecksums(
    corpus.root,
    rows.map(({ path }) => path),
  );
  const other = rows.filter(({ path, pinned }) => checks.get(path) !== pinned);
  if (other.length === 0) return;
  throw new AppError(
    "conflict",
    `${other.length} of ${rows.length} files are not those that this run was planned with. What was done before stays; the rest was left as it is. Start a new run.`,
  );
}
