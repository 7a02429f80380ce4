import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

// A hundred times V8's own: by that one, opening a database makes functions hot whose optimising takes 4 s of
// processor, just when a person waits for the first page. Work that goes on passes this one within moments.
const tieringBudget = 1_300_000_000;

/** The local stack's database: in a folder, or without files, empty or from another one's dump. */
export function openPglite(from: { dataDir?: string; loadDataDir?: Blob }): Promise<PGlite> {
  setFlagsFromString(`--wasm-tiering-budget=${tieringBudget}`);
  return PGlite.create({ ...from, extensions: { vector } });
}
