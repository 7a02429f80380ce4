import { readFile } from "node:fs/promises";
import { loadCorpusFiles } from "#lib/corpus/config-file.ts";
import { storeCorpusConfig } from "#lib/corpus/store-corpus-config.ts";
import { withRole } from "#lib/db/with-role.ts";
import { rememberActiveModel } from "#lib/embed/active-model.ts";
import { ProviderStop } from "#lib/embed/provider-error.ts";
import { env } from "#lib/env/env.ts";
import { AppError, toAppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { dropDocument, type IngestContext, ingestDocument } from "./ingest-document.ts";
import { parseManifest } from "./manifest.ts";
import { type Decision, decide, isServed, type Plan, type PlanItem, planRun } from "./plan.ts";
import { decoded, readSource } from "./read-source.ts";
import type { Work } from "./run-ingest.ts";
import { readStoredDocuments } from "./stored-documents.ts";
import { manifestSays, valuesInForce } from "./values-in-force.ts";

type Step = { item: PlanItem; decision: Decision | undefined; error: AppError | undefined };

/** Ingests what the manifest lists. A document that fails is recorded and stops no other. */
export async function executeIngest(work: Work): Promise<void> {
  const { db, run, embedder, recorder, signal } = work;
  const { corpusRoot, corpusManifest, EMBED_BATCH_SIZE: batchSize } = env();
  if (!corpusRoot)
    throw new AppError(
      "invalid",
      "CORPUS_ROOT takes the folder of the source files; it is needed for ingestion.",
    );
  const { config, manifestPath } = loadCorpusFiles(corpusRoot, corpusManifest);
  const manifest = parseManifest(decoded(await readFile(manifestPath)));
  if (manifest.rows.length === 0)
    throw new AppError(
      "invalid",
      "The manifest lists no document: its tables need Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode.",
    );
  const dryRun = run.mode === "dry-run" || run.mode === "audit";
  const context: IngestContext = {
    db,
    root: corpusRoot,
    config,
    embedder,
    batchSize,
    dryRun,
    purpose: run.purpose,
    signal,
  };
  const stored = await withRole(db, "perazzi_ingest", async (tx) => {
    await storeCorpusConfig(tx, config);
    await rememberActiveModel(tx, embedder.model);
    return readStoredDocuments(tx, embedder.model);
  });
  const checks = await checksums(
    corpusRoot,
    manifest.rows.map(({ path }) => path),
  );
  const sums = new Map(
    [...checks].flatMap(([path, one]) => (typeof one === "string" ? [[path, one]] : [])),
  );
  const plan = planRun(manifest, stored, config, run.scope, sums);
  const steps = plan.items.map((item): Step => {
    const check = checks.get(item.row.path);
    const needed = isServed(valuesInForce(manifestSays(item.row), item.stored));
    const error = typeof check === "string" || !needed ? undefined : check;
    const checksum = typeof check === "string" ? check : undefined;
    return {
      item,
      error,
      decision: error ? undefined : decide(item, { checksum, config, full: run.mode === "full" }),
    };
  });
  if (!run.options.yes && !dryRun) refuseLargeRemoval(plan, steps, stored.filter(isServed).length);
  const filtered = Object.values(run.scope).some((value) => value !== undefined);
  const problems = filtered ? [] : manifest.problems;
  await work.begin(steps.length + plan.dropped.length + problems.length);
  for (const { line, path, message } of problems)
    await work.step(path, () =>
      recorder.record({
        action: "fail",
        level: "error",
        path,
        message: `Manifest, line ${line}: ${message}`,
      }),
    );
  for (const step of steps)
    await work.step(step.item.row.path, () => workStep(work, step, context));
  for (const document of plan.dropped)
    await work.step(document.path, async () =>
      recorder.record(await guarded(() => dropDocument(document, context), document.path)),
    );
  await recorder.flush();
}

async function workStep(
  { recorder, run, signal }: Work,
  { item, decision, error }: Step,
  context: IngestContext,
): Promise<void> {
  const { row, stored } = item;
  signal?.throwIfAborted();
  if (!decision) {
    const message = `Manifest, line ${row.line}: ${error?.message}`;
    await recorder.record({
      action: "fail",
      level: "error",
      documentId: stored?.id ?? null,
      path: row.path,
      message,
    });
  } else if (decision.action === "skip") {
    if (run.mode !== "audit")
      await recorder.record({
        action: "skip",
        documentId: stored?.id ?? null,
        path: row.path,
        reason: decision.reason,
      });
  } else {
    const started = performance.now();
    const outcomes = await guarded(() => ingestDocument(item, decision, context), row.path);
    const durationMs = Math.round(performance.now() - started);
    for (const outcome of [outcomes].flat()) await recorder.record({ ...outcome, durationMs });
  }
}

/** The work's outcome, or its failure as one. A lost database ends the run instead: others would fail too. */
async function guarded<T>(work: () => Promise<T>, path: string) {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ProviderStop) throw thrown;
    const error = toAppError(thrown);
    if (thrown instanceof Error && thrown.name === "AbortError") throw thrown;
    if (error.code === "unavailable" && error !== thrown) throw error;
    if (error.code === "internal")
      logger.error({ err: thrown }, "a document could not be ingested");
    return { action: "fail" as const, level: "error" as const, path, message: error.message };
  }
}

function refuseLargeRemoval({ dropped }: Plan, steps: Step[], active: number): void {
  const leaving =
    dropped.filter(isServed).length +
    steps.filter(
      ({ item, decision }) => decision?.action === "remove" && item.stored && isServed(item.stored),
    ).length;
  if (leaving * 10 > active)
    throw new AppError(
      "conflict",
      `This run would take ${leaving} of ${active} active documents out of retrieval. Nothing was changed. Confirm with --yes.`,
    );
}

/** SHA-256 of every file, or what is wrong with it. */
async function checksums(root: string, paths: string[]): Promise<Map<string, string | AppError>> {
  const found = new Map<string, string | AppError>();
  for (const path of paths) {
    try {
      found.set(path, (await readSource(root, path)).checksum);
    } catch (error) {
      found.set(path, toAppError(error));
    }
  }
  return found;
}
