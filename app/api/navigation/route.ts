import { handle } from "#app/api/handle.ts";
import { countCorpus } from "#lib/corpus/count-corpus.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { countForeignWrites } from "#lib/curate/foreign-writes.ts";
import { countDrift } from "#lib/curate/list-drift.ts";
import { countOpenFlags } from "#lib/curate/list-flags.ts";
import { database } from "#lib/db/pool.ts";
import { countQueries } from "#lib/evaluate/count-queries.ts";
import { countLeaks } from "#lib/guardrail/read-scan.ts";
import { countActiveRuns } from "#lib/ingest/count-active-runs.ts";

/** The numbers beside the navigation's links, by address: how many, or how many need a look. */
export const GET = handle({ permission: "read" }, async ({ staff }) => {
  const db = database("read");
  const [corpus, activeRuns, leaks, drift, outside, flags, savedQueries] = await Promise.all([
    countCorpus(db, viewerOf(staff)),
    countActiveRuns(db),
    countLeaks(db, viewerOf(staff)),
    countDrift(db, viewerOf(staff)),
    countForeignWrites(db, viewerOf(staff)),
    countOpenFlags(db, viewerOf(staff)),
    countQueries(database(), staff),
  ]);
  const counts: Record<string, number> = {
    "/documents": corpus.documents,
    "/chunks": corpus.chunks,
    "/guardrails": leaks,
    "/runs": activeRuns,
    "/retrieval/queries": savedQueries,
    "/drift": drift + outside,
    "/flags": flags,
  };
  return { counts };
});
