import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { requestScan } from "#lib/guardrail/request-scan.ts";

/** Asks for a search of everything stored; one that waits or runs is returned instead. */
export const POST = handle({ permission: "documents.edit" }, async ({ staff }) => {
  const id = await withRole(database(), "perazzi_console", (tx) => requestScan(tx, staff.email));
  return Response.json({ id }, { status: 202 });
});
