import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { subjects } from "#lib/corpus/field-schemas.ts";
import { vocabularyTermSchema } from "#lib/corpus/vocabulary-schemas.ts";
import { extendVocabulary } from "#lib/curate/extend-vocabulary.ts";
import { readEditChoices } from "#lib/curate/read-editable.ts";
import { database } from "#lib/db/pool.ts";

/** What forms offer for a subject: vocabularies, terms in use, the time zone. */
export const GET = handle(
  { permission: "read", query: z.object({ subject: z.enum(subjects).default("document") }) },
  async ({ staff, query }) => readEditChoices(database(), query.subject, staff),
);

export const POST = handle(
  { permission: "settings.manage", body: vocabularyTermSchema },
  async ({ staff, body, requestId }) => extendVocabulary(database(), body, staff, requestId),
);
