import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { redactQuery } from "#lib/guardrail/redact.ts";

/**
 * Keeps the manifest's text for the pages, which never see the file: drift is written out as an edit of it.
 * An amount in a path or a note is replaced, here as everywhere.
 */
export async function storeManifest(tx: Tx, text: string): Promise<void> {
  const value = JSON.stringify({ text: text.split("\n").map(redactQuery).join("\n") });
  await sql`insert into console.settings (key, value) values ('manifest_text', ${value}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()
    where settings.value <> excluded.value`.execute(tx);
}
