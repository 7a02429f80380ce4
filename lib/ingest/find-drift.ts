import { dirname } from "node:path";
import type { AppError } from "#lib/errors/app-error.ts";
import { pathHoldsAmount } from "#lib/guardrail/redact.ts";
import type { FileDriftItem } from "./file-drift-schemas.ts";
import type { Manifest, ManifestRow } from "./manifest.ts";
import { isServed } from "./plan.ts";
import type { StoredDocument } from "./stored-documents.ts";
import { manifestSays, valuesInForce } from "./values-in-force.ts";

type Known = {
  manifest: Manifest;
  stored: StoredDocument[];
  /** SHA-256 of every listed file, or what is wrong with it. */
  checks: Map<string, string | AppError>;
  /** Every file that lies there, the manifest's own left out. */
  files: string[];
};

/** Where files, manifest and database differ. Pure. A path that holds an amount is not repeated. */
export function findDrift({ manifest, stored, checks, files }: Known): FileDriftItem[] {
  const byPath = new Map(stored.map((document) => [document.path, document]));
  const listed = manifest.rows.flatMap((row) =>
    listedDrift(row, byPath.get(row.path), checks.get(row.path)),
  );
  const spoken = new Set([...manifest.rows, ...manifest.problems].map(({ path }) => path));
  const dropped = stored
    .filter((document) => !spoken.has(document.path) && (isServed(document) || document.chunks > 0))
    .map(
      ({ id, path }): FileDriftItem => ({
        path,
        kind: "dropped",
        documentId: id,
        reason: "The manifest lists it no more; the next run takes it out.",
        manifestRow: null,
      }),
    );
  const gone = new Set(dropped.map(({ path }) => path));
  const unlisted = files
    .filter((path) => !spoken.has(path) && !gone.has(path) && !pathHoldsAmount(path))
    .map(
      (path): FileDriftItem => ({
        path,
        kind: "unlisted",
        documentId: byPath.get(path)?.id ?? null,
        reason: "The manifest does not list this file: nothing of it is served.",
        manifestRow: rowFor(path, manifest.rows),
      }),
    );
  return [...listed, ...dropped, ...unlisted];
}

function listedDrift(
  row: ManifestRow,
  stored: StoredDocument | undefined,
  check: string | AppError | undefined,
): FileDriftItem[] {
  if (!isServed(valuesInForce(manifestSays(row), stored))) return [];
  const item = { path: row.path, documentId: stored?.id ?? null, manifestRow: null };
  if (typeof check !== "string")
    return [{ ...item, kind: "missing", reason: check?.message ?? "The file is not there." }];
  if (!stored) return [{ ...item, kind: "new", reason: "Not in the database yet: ingest it." }];
  if (stored.source_checksum === check) return [];
  return [{ ...item, kind: "changed", reason: "The file changed since it was ingested." }];
}

/** A manifest row for a file, after those that lie in the same folder; planned, so that a person decides. */
function rowFor(path: string, rows: ManifestRow[]): string {
  const siblings = rows.filter((row) => dirname(row.path) === dirname(path));
  const model = siblings.at(-1);
  const sensitive = !model || siblings.some(({ pricingSensitive }) => pricingSensitive);
  const mode = model?.embedMode ?? "metadata-only";
  const shown = path.replaceAll("|", "\\|");
  return `| ${shown} | ${model?.category ?? "uncategorised"} | ${model?.docType ?? "note"} | planned | ${sensitive} | ${mode} | |`;
}
