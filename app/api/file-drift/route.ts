import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { readFileDrift } from "#lib/ingest/read-file-drift.ts";
import { requestComparison } from "#lib/ingest/request-comparison.ts";
import { fileDriftQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle(
  { permission: "read", query: fileDriftQuerySchema },
  ({ staff, query: { cursor, ...search } }) =>
    readFileDrift(database(), { ...search, after: cursor, seesRestricted: staff.role === "admin" }),
);

export const POST = handle({ permission: "runs.start" }, async ({ staff }) =>
  Response.json({ id: await requestComparison(database(), staff) }, { status: 202 }),
);
