import { z } from "zod";
import type { acceptDrift, draftDrift } from "#lib/curate/accept-drift.ts";
import type { listForeignWrites } from "#lib/curate/foreign-writes.ts";
import type { listDrift } from "#lib/curate/list-drift.ts";
import type { settleForeignWrites } from "#lib/curate/settle-foreign-writes.ts";
import { driftKinds } from "#lib/ingest/file-drift-schemas.ts";
import type { readFileDrift } from "#lib/ingest/read-file-drift.ts";
import { type Answer, at, count, each, made, type Of, page } from "./parts.ts";
import { changeSetState, fieldValue } from "./values.ts";

const drift: Of<typeof listDrift> = z.strictObject({
  items: z.array(
    z.strictObject({
      documentId: z.uuid(),
      path: z.string(),
      version: count,
      field: z.string(),
      label: z.string(),
      value: fieldValue,
      said: fieldValue,
      source: z.enum(["manifest", "file"]),
      by: z.string().nullable(),
      at: at.nullable(),
      kept: z.boolean(),
    }),
  ),
  total: count,
  seenAt: at,
  nextCursor: z.string().nullable(),
  previousCursor: z.string().nullable(),
});

const accepted: Of<typeof acceptDrift> = z.strictObject({
  fields: count,
  changeSetId: z.uuid(),
  state: changeSetState,
});

const drafted: Of<typeof draftDrift> = z.strictObject({ id: z.uuid(), total: count });

const fileDrift: Of<typeof readFileDrift> = page(
  z.strictObject({
    path: z.string(),
    kind: z.enum(driftKinds),
    documentId: z.uuid().nullable(),
    reason: z.string(),
    manifestRow: z.string().nullable(),
  }),
).extend({
  checkedAt: at.nullable(),
  error: z.string().nullable(),
  counts: each(driftKinds, count),
});

const foreignWrites: Of<typeof listForeignWrites> = page(
  z.strictObject({
    id: count,
    at,
    login: z.string(),
    relation: z.enum(["documents", "chunks"]),
    rowId: z.uuid(),
    documentId: z.uuid(),
    path: z.string(),
    kind: z.enum(["metadata", "text", "added", "removed"]),
    chunks: count.nullable(),
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
    settled: z.strictObject({ how: z.enum(["restored", "kept"]), by: z.string() }).nullable(),
  }),
);

const settled: Of<typeof settleForeignWrites> = z.strictObject({
  settled: count,
  left: z.array(z.strictObject({ id: count, why: z.string() })),
});

export const driftAnswers: Record<string, Answer> = {
  "GET /api/drift": drift,
  "POST /api/drift/accept": accepted,
  "POST /api/drift/draft": drafted,
  "GET /api/drift/manifest": { files: ["text/markdown", "text/x-diff"] },
  "GET /api/file-drift": fileDrift,
  "POST /api/file-drift": made,
  "GET /api/foreign-writes": foreignWrites,
  "POST /api/foreign-writes/{id}/restore": "nothing",
  "POST /api/foreign-writes/settle": settled,
};
