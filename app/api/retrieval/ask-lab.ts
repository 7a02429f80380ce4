import type { z } from "zod";
import { logCall } from "#app/api/log-call.ts";
import { logged } from "#app/api/logged.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { askedWith } from "#lib/retrieve/log/asked-with.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import type { queryBodySchema } from "#lib/retrieve/schemas.ts";

/** The chunks for a query of the lab, within what the asker may see; logged like any retrieval. */
export function askLab(staff: Staff, body: z.infer<typeof queryBodySchema>) {
  return logged(
    { caller: { origin: "lab", actorId: staff.userId }, ...askedWith(body) },
    () =>
      retrieve(database("read"), {
        ...body,
        withoutVector: "fulltext",
        purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
        visibilityCeiling: visibilityCeiling(staff.role),
      }),
    logCall,
  );
}
