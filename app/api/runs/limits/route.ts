import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { changeRunLimits, readRunLimitsForm } from "#lib/ingest/run-limits.ts";
import { runLimitsSchema } from "#lib/ingest/run-limits-schemas.ts";

export const GET = handle({ permission: "settings.manage" }, () => readRunLimitsForm(database()));

export const PUT = handle(
  { permission: "settings.manage", body: runLimitsSchema, versioned: true },
  ({ staff, body, ifMatch, requestId }) =>
    changeRunLimits(database(), staff, { version: ifMatch, limits: body }, requestId),
);
