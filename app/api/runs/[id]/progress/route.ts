import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readProgress } from "#lib/ingest/read-progress.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }) },
  ({ staff, params }) => readProgress(database(), viewerOf(staff), params.id),
);
