import { sql } from "kysely";
import { daysNow } from "#lib/db/days-now.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { barStarts } from "#lib/format/days.ts";
import { countSizes } from "./count-sizes.ts";
import type { Growth, GrowthPoint, GrowthSearch } from "./growth-schemas.ts";
import { readStates } from "./read-states.ts";
import type { Reader } from "./reader.ts";
import type { CorpusStates } from "./states-schemas.ts";

/** The corpus over time as it was recorded day by day, and its chunks by size now. */
export async function readGrowth(db: Db, search: GrowthSearch, reader: Reader): Promise<Growth> {
  const { bars, zone } = daysNow(search);
  const today = daysNow({}).bars.last;
  const states = await readStates(db, reader);
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<StoredDay>`
      select distinct on (bar) (day - ${bars.first}::date) / ${bars.step}::int as bar, day::text as day, documents, active,
        documents_embedded as "documentsEmbedded", chunks, chunks_embedded as embedded, chunks_stale as stale,
        chunks_missing as missing
      from console.corpus_days
      where restricted = ${reader.seesRestricted} and day between ${bars.first}::date and ${bars.last}::date and day < ${today}::date
      order by bar, day desc`.execute(tx);
    const first = await sql<{ since: string | null }>`select min(day)::text as since
      from console.corpus_days where restricted = ${reader.seesRestricted}`.execute(tx);
    const starts = barStarts(bars);
    const points = rows.map((row) => toPoint(starts[row.bar] ?? row.day, row));
    if (today >= bars.first && today <= bars.last) {
      const start = starts.findLast((day) => day <= today) ?? today;
      const before = points.filter(({ day }) => day !== start);
      points.splice(0, points.length, ...before, nowPoint(start, today, states));
    }
    return {
      asOf: states.at,
      zone,
      bars,
      points,
      since: first.rows[0]?.since ?? null,
      sizes: await countSizes(tx, reader),
    };
  });
}

type StoredDay = {
  bar: number;
  day: string;
  documents: number;
  active: number;
  documentsEmbedded: number;
  chunks: number;
  embedded: number;
  stale: number;
  missing: number;
};

function toPoint(start: string, row: StoredDay): GrowthPoint {
  const { day, documents, active, documentsEmbedded, chunks, embedded, stale, missing } = row;
  return {
    day: start,
    recorded: day,
    documents: { all: documents, active, embedded: documentsEmbedded },
    chunks: {
      all: chunks,
      embedded,
      stale,
      missing,
      notWanted: chunks - embedded - stale - missing,
    },
  };
}

function nowPoint(start: string, today: string, { documents, chunks }: CorpusStates): GrowthPoint {
  const { all, active, embedded } = documents;
  return { day: start, recorded: today, documents: { all, active, embedded }, chunks };
}
