import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/** Keeps the manifest's text for the pages, which never see the file: drift is written out as an edit of it. */
export async function storeManifest(tx: Tx, text: string): Promise<void> {
  const value = JSON.stringify({ text });
  await sql`insert into console.settings (key, value) values ('manifest_text', ${value}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()
    where settings.value <> excluded.value`.execute(tx);
}
