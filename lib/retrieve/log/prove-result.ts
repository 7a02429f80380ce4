import { cleanValue, type Redact } from "#lib/corpus/clean-values.ts";
import type { ChunkOutcome, ProvedChange, ProvedResult, TextProof } from "../proof-schemas.ts";
import { findSuccessor } from "./find-successor.ts";
import { hideVersions, openSpans } from "./hide-versions.ts";
import { listChanges } from "./list-changes.ts";
import { hashOfText } from "./logged-call.ts";
import type { ChunkNow, Facts, LoggedResult, Version } from "./proof-facts.ts";

/** `all`: its reader may see what was restricted. */
type Guard = { redact: Redact; all: boolean };

/** One returned chunk then and now, from what is stored of it. Pure; redacts what is sensitive by now. */
export function proveResult(
  result: LoggedResult,
  facts: Facts,
  { redact, all }: Guard,
): ProvedResult {
  const document = facts.documents.find(({ id }) => id === result.document_id);
  const documentVersions = facts.documentVersions.filter(({ id }) => id === result.document_id);
  const chunkVersions = facts.chunkVersions.filter(({ id }) => id === result.chunk_id);
  const home = document ?? facts.documents.find(({ fields }) => fields.path === result.path);
  // Of a document that nothing is known of, the careful answer.
  const sensitive =
    home?.pricing_sensitive ||
    (document?.pricing_sensitive ?? documentVersions.at(-1)?.pricing_sensitive ?? true);
  const clean: Redact = sensitive ? redact : (text) => text;
  const isReturned = (text: string) =>
    [text, redact(text)].map(hashOfText).includes(result.text_hash);
  const chunk = facts.chunks.find(({ id }) => id === result.chunk_id);
  const kept =
    chunkVersions.find((one) => one.row_version === result.chunk_version && !one.restricted)
      ?.text ?? null;
  const same = chunk !== undefined && isReturned(chunk.text);
  const text = same ? chunk.text : kept !== null && isReturned(kept) ? kept : null;
  const successor =
    chunk || !home
      ? undefined
      : findSuccessor(
          {
            textHash: result.text_hash,
            headingPath: result.heading_path,
            chunkIndex: result.chunk_index,
            text,
          },
          facts.chunks.filter((one) => one.document_id === home.id),
        );
  const present = chunk ?? successor?.chunk;
  const open = openSpans(
    all ? [] : documentVersions,
    all || document !== undefined || (documentVersions.at(-1)?.removed ?? false),
  );
  const told = (versions: Version[]) => hideVersions(versions, open);
  const changes = [
    ...listChanges(
      "document",
      result.document_version,
      told(documentVersions),
      document && { ...document, text: null },
      facts,
    ),
    ...listChanges("chunk", result.chunk_version, told(chunkVersions), chunk, facts),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return {
    rank: result.rank,
    rankBefore: result.rank_before,
    score: result.score,
    similarity: result.similarity,
    fullText: result.full_text_score,
    documentId: result.document_id,
    chunkVersion: result.chunk_version,
    documentVersion: result.document_version,
    textHash: result.text_hash,
    outcome: outcomeOf({ chunk, document: home, present, same, result, changes }),
    before: {
      chunkId: result.chunk_id,
      path: result.path,
      chunkIndex: result.chunk_index,
      headingPath: result.heading_path === null ? null : clean(result.heading_path),
      text: text === null ? null : clean(text),
    },
    textProof: proofOf(same, text, sensitive),
    now: present && home ? stateOf(present, String(home.fields.path), clean) : null,
    successor: successor?.how ?? null,
    changes: sensitive ? changes.map((one) => cleanChange(one, redact)) : changes,
  };
}

type Case = {
  chunk: ChunkNow | undefined;
  document: unknown;
  present: ChunkNow | undefined;
  same: boolean;
  result: LoggedResult;
  changes: ProvedChange[];
};

function outcomeOf({ chunk, document, present, same, result, changes }: Case): ChunkOutcome {
  if (!document) return "document removed";
  if (!chunk) return present ? "replaced" : "removed";
  if (!same) return "text changed";
  const { chunk_index, heading_path = null } = chunk.fields;
  const written = (of: ProvedChange["what"]) =>
    changes.flatMap(({ what, fields }) => (what === of ? fields.map(({ field }) => field) : []));
  const says = (field: string) => !placeFields.has(field);
  if (written("chunk").some(says)) return "metadata changed";
  if (written("document").some(says)) return "document changed";
  const moved = chunk_index !== result.chunk_index || heading_path !== result.heading_path;
  return moved || written("document").includes("path") ? "moved" : "as it was";
}

/** Where a chunk stands, and what a run notes of a file: neither is what the chunk says. */
const placeFields = new Set(
  "chunk_index chunk_count heading heading_path path source_checksum last_updated".split(" "),
);

function proofOf(same: boolean, text: string | null, sensitive: boolean): TextProof {
  if (same) return "same hash";
  if (text !== null) return "kept until the retrieval expires";
  return sensitive ? "sensitive" : "not kept";
}

function stateOf({ id, text, fields }: ChunkNow, path: string, clean: Redact) {
  return {
    chunkId: id,
    path,
    chunkIndex: Number(fields.chunk_index),
    headingPath: typeof fields.heading_path === "string" ? clean(fields.heading_path) : null,
    text: clean(text),
  };
}

function cleanChange(change: ProvedChange, redact: Redact): ProvedChange {
  return {
    ...change,
    by:
      change.by.kind === "edit" && change.by.reason !== null
        ? { ...change.by, reason: redact(change.by.reason) }
        : change.by,
    fields: change.fields.map(({ field, from, to }) => ({
      field,
      from: cleanValue(field, from, redact),
      to: cleanValue(field, to, redact),
    })),
  };
}
