import { AppError } from "#lib/errors/app-error.ts";
import type { CorpusState } from "./corpus-state.ts";
import type { ManifestRow } from "./manifest.ts";
import { isServed } from "./plan.ts";
import { type PreparedDocument, prepareDocument } from "./prepare-document.ts";
import { readSource, type Source } from "./read-source.ts";
import type { RunSession } from "./run-session.ts";
import type { ValuesInForce } from "./values-in-force.ts";

export type PreparedFile = { source: Source | undefined; prepared: PreparedDocument };

const nothing: Source = { text: "", checksum: "", kind: "md", modifiedAt: new Date(0) };

/** A manifest row's file as document and chunks. One that is not served need not be there, nor be readable. */
export async function prepareFile(
  { prepared: cache }: RunSession,
  { root, config }: CorpusState,
  row: ManifestRow,
  values: ValuesInForce,
): Promise<PreparedFile> {
  const served = isServed(values);
  const source = await readSource(root, row.path).catch((error: unknown) => {
    if (served || !(error instanceof AppError)) throw error;
    return undefined;
  });
  const key = JSON.stringify([row.path, source?.checksum, row.category, row.docType, values]);
  const known = cache.take(key);
  if (known) return { source, prepared: known };
  try {
    const prepared = await prepareDocument(source ?? nothing, row, values, config);
    cache.keep(key, prepared);
    return { source, prepared };
  } catch (error) {
    if (served || !(error instanceof AppError)) throw error;
    return { source, prepared: await prepareDocument(nothing, row, values, config) };
  }
}
