import { type CorpusConfig, categoryOrder } from "#lib/corpus/config-schema.ts";
import type { Manifest, ManifestRow } from "./manifest.ts";
import { pipelineOf } from "./prepare-document.ts";
import { isFiltered, type RunScope } from "./run-scope.ts";
import type { StoredDocument } from "./stored-documents.ts";
import { manifestSays, type ValuesInForce, valuesInForce } from "./values-in-force.ts";

export type Filters = Pick<RunScope, "path" | "paths" | "category" | "docType">;

/** One document of a run: what the manifest lists, and what is stored under this or its former path. */
export type PlanItem = {
  row: ManifestRow;
  stored: StoredDocument | undefined;
  renamedFrom: string | undefined;
};

export type Plan = { items: PlanItem[]; dropped: StoredDocument[] };

/** What the manifest lists, in the queue's order, and what it lists no more. Pure. */
export function planRun(
  manifest: Manifest,
  stored: StoredDocument[],
  config: CorpusConfig,
  filters: Filters,
  checksums: Map<string, string>,
): Plan {
  const byPath = new Map(stored.map((document) => [document.path, document]));
  const spoken = new Set([...manifest.rows, ...manifest.problems].map(({ path }) => path));
  const unlisted = stored.filter(({ path }) => !spoken.has(path));
  const items = manifest.rows
    .filter((row) => matches(row, filters))
    .map((row): PlanItem => {
      const known = byPath.get(row.path);
      if (known) return { row, stored: known, renamedFrom: undefined };
      const checksum = checksums.get(row.path);
      const former = unlisted.findIndex(
        (one) => checksum !== undefined && one.source_checksum === checksum,
      );
      const [moved] = former === -1 ? [] : unlisted.splice(former, 1);
      return { row, stored: moved, renamedFrom: moved?.path };
    });
  const order = ({ row }: PlanItem) => categoryOrder(config, row.category);
  items.sort((a, b) => order(a) - order(b) || a.row.line - b.row.line);
  // A manifest that cannot be read in part must not drop what its bad rows may have listed.
  const unreadable = manifest.problems.some(({ path }) => path === null);
  const leaving = unreadable ? [] : unlisted.filter(needsRemoval);
  const named = new Set(filters.paths);
  const dropped = isFiltered(filters) ? leaving.filter(({ path }) => named.has(path)) : leaving;
  return { items, dropped };
}

function matches(row: ManifestRow, { path, paths, category, docType }: Filters): boolean {
  return (
    (paths === undefined || paths.includes(row.path)) &&
    (path === undefined ||
      row.path === path ||
      row.path.startsWith(`${path.replace(/\/$/, "")}/`)) &&
    (category === undefined || row.category === category) &&
    (docType === undefined || row.docType === docType)
  );
}

function needsRemoval({ status, chunks }: StoredDocument): boolean {
  return status === "active" || chunks > 0;
}

export type Decision = { action: "new" | "update" | "repair" | "remove" | "skip"; reason: string };

type Given = { checksum: string | undefined; config: CorpusConfig; full: boolean };

/** What a document needs, and why. */
export function decide(
  { row, stored, renamedFrom }: PlanItem,
  { checksum, config, full }: Given,
): Decision {
  // A planned row may name a file that is yet to be written.
  if (!stored && checksum === undefined && !isServed(manifestSays(row)))
    return {
      action: "skip",
      reason: `${notServedReason(manifestSays(row))}; the file is not there`,
    };
  if (!stored) return { action: "new", reason: "not in the database yet" };
  const values = valuesInForce(manifestSays(row), stored);
  const served = isServed(values);
  if (!served && stored.chunks > 0) return { action: "remove", reason: notServedReason(values) };
  if (renamedFrom) return { action: "update", reason: "the file was renamed" };
  if (served && checksum !== stored.source_checksum)
    return { action: "update", reason: "the file changed" };
  if (
    stored.category !== row.category ||
    stored.doc_type !== row.docType ||
    !sameValues(values, stored, row)
  )
    return { action: "update", reason: "the manifest changed" };
  if (stored.manifest_values?.pipeline !== pipelineOf(row, values, config))
    return { action: "update", reason: "the rules of cutting or redaction changed" };
  if (full && served) return { action: "update", reason: "asked for in full" };
  if (!served) return { action: "skip", reason: notServedReason(values) };
  if (stored.chunks === 0) return { action: "repair", reason: "chunks are missing" };
  if (stored.broken > 0)
    return { action: "repair", reason: `${stored.broken} chunks without a current vector` };
  if (stored.withheld > 0)
    return { action: "repair", reason: `${stored.withheld} chunks withheld for pricing` };
  if (!stored.has_source) return { action: "repair", reason: "the source text is missing" };
  return { action: "skip", reason: "unchanged" };
}

/** True where the document's chunks may be served at all. */
export function isServed({ status, embed_mode }: ValuesInForce): boolean {
  return status === "active" && embed_mode !== "ignore";
}

function notServedReason({ status }: ValuesInForce): string {
  return status === "active" ? "embed mode is ignore" : `status is ${status}`;
}

function sameValues(values: ValuesInForce, stored: StoredDocument, row: ManifestRow): boolean {
  const said = manifestSays(row);
  return (Object.keys(values) as (keyof ValuesInForce)[]).every(
    (field) => values[field] === stored[field] && stored.manifest_values?.[field] === said[field],
  );
}
