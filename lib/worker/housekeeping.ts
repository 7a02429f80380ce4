import { recordCorpusDay } from "#lib/corpus/record-corpus-day.ts";
import { refreshDocumentStats } from "#lib/corpus/refresh-document-stats.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { sumProviderDays } from "#lib/embed/sum-provider-days.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import { requestScan } from "#lib/guardrail/request-scan.ts";
import { compareFiles } from "#lib/ingest/compare-files.ts";
import type { HousekeepingTask } from "#lib/jobs/schemas.ts";
import { cleanRetrievalLog } from "#lib/retrieve/log/clean-log.ts";
import { countWords, rollUpCorpusWrites } from "#lib/retrieve/word-upkeep.ts";
import { settleDates } from "./upkeep.ts";

const tasks: Record<HousekeepingTask, (db: Db) => Promise<unknown>> = {
  "settle dates": settleDates,
  "search for amounts": (db) =>
    withRole(db, "perazzi_console", (tx) => requestScan(tx, "every day")),
  "compare files": compareFiles,
  "clean retrieval log": cleanRetrievalLog,
  "roll up corpus writes": rollUpCorpusWrites,
  "count words": countWords,
  "count chunks": refreshDocumentStats,
  "sum provider days": sumProviderDays,
  "record corpus": (db) => recordCorpusDay(db, redactionVersion),
};

/** Does one of the tasks that come up by themselves. */
export async function doHousekeeping(db: Db, task: HousekeepingTask): Promise<void> {
  await tasks[task](db);
}
