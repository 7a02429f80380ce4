import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Collection = {
  documents: { id: string; title: string; text: string }[];
  /** Query n in the file's order is query n in the judgments. */
  queries: string[];
  /** Gain by document id, one map a query: 5 − code (1 is best), 0 for what is no judgment of relevance. */
  gains: Map<string, number>[];
};

/** The Cranfield collection from its four files, or undefined where the folder is not there. */
export function readCranfield(folder: string): Collection | undefined {
  if (!existsSync(join(folder, "cran.all.1400"))) return undefined;
  const file = (name: string) => readFileSync(join(folder, name), "latin1");
  const queries = records(file("cran.qry")).map(({ fields }) => fields.W ?? "");
  const gains = queries.map(() => new Map<string, number>());
  for (const line of file("cranqrel").split("\n")) {
    const [query, document, code] = line.trim().split(/\s+/).map(Number);
    if (!query || !document || !code || code < 1) continue;
    gains[query - 1]?.set(String(document), 5 - code);
  }
  const documents = records(file("cran.all.1400")).map(({ id, fields }) => ({
    id,
    title: fields.T ?? "",
    // The abstract's text begins with the title; some have no text at all.
    text: fields.W?.trim() ? fields.W : (fields.T ?? ""),
  }));
  return { documents, queries, gains };
}

type FileRecord = { id: string; fields: Record<string, string> };

function records(text: string): FileRecord[] {
  return text
    .split(/^\.I /m)
    .slice(1)
    .map((record) => {
      const [id = "", ...parts] = record.split(/^\.(?=[TABW]\s*$)/m);
      const fields = Object.fromEntries(
        parts.map((part) => [part.slice(0, 1), part.slice(1).replace(/\s+/g, " ").trim()]),
      );
      return { id: String(Number(id)), fields };
    });
}
