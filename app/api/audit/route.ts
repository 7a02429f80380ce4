import { handle } from "#app/api/handle.ts";
import { auditFilterSchema } from "#lib/corpus/audit-request-schemas.ts";
import { listAudit } from "#lib/curate/list-audit.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", query: auditFilterSchema },
  async ({ staff, query }) => listAudit(database(), query, staff),
);
