import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { cutSource, type Place } from "./cut-source.ts";
import type { Reader } from "./reader.ts";
import type { SourceText } from "./source-schemas.ts";
import { visibleTo } from "./visible.ts";

type Stored = { text: string; at: Date; sensitive: boolean };
type StoredPlace = Place & { index: number };

const chunksAtOnce = 200;

/**
 * A document's stored, redacted text around up to 200 of its chunks from `fromChunk` on, with their places. A
 * document that turned sensitive since is redacted anew; then the places no longer fit, and none are given.
 */
export function readSource(
  db: Db,
  documentId: string,
  reader: Reader,
  fromChunk: number,
): Promise<SourceText> {
  return withRole(db, "perazzi_read", async (tx) => {
    const stored = await readStored(tx, documentId, reader);
    if (!stored) return { kind: "none", segments: [], withheld: 0, storedAt: null };
    const places = await readPlaces(tx, documentId, reader);
    const storedAt = stored.at.toISOString();
    const clean = stored.sensitive ? reader.redact(stored.text) : stored.text;
    const hidden = places.filter((place) => place.hidden).length;
    const fits = clean === stored.text && places.every(({ end }) => end <= clean.length);
    if (!fits || places.length === 0) {
      // Without places nobody can say where the restricted part stands.
      const segments = hidden > 0 ? [] : [{ text: clean, chunks: [] }];
      return { kind: "text", segments, withheld: hidden, storedAt };
    }
    const cut = cutSource(clean, places, windowOf(places, fromChunk, clean.length));
    return { kind: "placed", ...cut, storedAt };
  });
}

/** From where to where: the chunks of one page, with the gaps around them. */
function windowOf(places: StoredPlace[], fromChunk: number, length: number): [number, number] {
  const shown = places.filter(({ index }) => index >= fromChunk).slice(0, chunksAtOnce);
  const last = shown.at(-1);
  const start = fromChunk === 0 ? 0 : Math.min(...shown.map((place) => place.start));
  const end = !last || last === places.at(-1) ? length : Math.max(...shown.map((one) => one.end));
  return [Number.isFinite(start) ? start : 0, end];
}

async function readStored(tx: Tx, id: string, reader: Reader): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`
    select s.text, s.updated_at as at, d.pricing_sensitive as sensitive from console.document_sources s
      join ${baseTables().documents} d on d.id = s.document_id
    where s.document_id = ${id} and ${visibleTo(reader, "d")}`.execute(tx);
  return rows[0];
}

async function readPlaces(tx: Tx, id: string, reader: Reader): Promise<StoredPlace[]> {
  const { rows } = await sql<StoredPlace>`
    select c.id as "chunkId", c.chunk_index as index, p.start_offset as start, p.end_offset as end,
      not ${visibleTo(reader, "c")} as hidden
    from ${baseTables().chunks} c join console.chunk_places p on p.chunk_id = c.id
    where c.document_id = ${id} order by c.chunk_index, c.id limit 100000`.execute(tx);
  return rows;
}
