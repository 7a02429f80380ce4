import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { findDocuments } from "#lib/corpus/find-documents.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import { cleanText } from "#lib/url/search-params.ts";

const jumpSchema = z.object({ q: cleanText(200).default("") });

/** What the search-or-jump box offers for the words typed so far. */
export const GET = handle({ permission: "read", query: jumpSchema }, async ({ staff, query }) => ({
  items: await findDocuments(database("read"), query.q, viewerOf(staff), redactProse),
}));
