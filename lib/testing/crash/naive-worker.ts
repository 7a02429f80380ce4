// How not to do it, for the trial that must find it out: document by document, row by row, each its own commit.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { childEnvironment, env } from "#lib/env/env.ts";

const db = openDatabase(env().databaseUrl ?? "", 2);
const { CORPUS_ROOT: root = "", OPENAI_BASE_URL: provider = "" } = childEnvironment();

for (;;) {
  await step().catch(() => undefined);
  await wait(100);
}

async function step(): Promise<void> {
  const run = await sql<{ id: string }>`update console.runs set state = 'running'
    where id = (select id from console.runs where finished_at is null order by created_at limit 1)
    returning id`.execute(db);
  const id = run.rows[0]?.id;
  if (!id) return;
  const manifest = readFileSync(join(root, "Manifest.md"), "utf8");
  for (const [, path = ""] of manifest.matchAll(/^\| (\S+\.md) \|/gm)) await replace(db, path);
  await sql`update console.runs set state = 'succeeded', finished_at = now() where id = ${id}`.execute(
    db,
  );
}

async function replace(db: Db, path: string): Promise<void> {
  const text = readFileSync(join(root, path), "utf8");
  const version = /version (\d+)\./.exec(text)?.[1] ?? "";
  const changed = await sql<{
    id: string;
  }>`insert into public.documents (path, category, doc_type, status, embed_mode,
      source_version) values (${path}, 'texts', 'note', 'active', 'full', ${version})
    on conflict (path) do update set source_version = excluded.source_version
      where documents.source_version <> excluded.source_version returning id`.execute(db);
  const document = changed.rows[0]?.id;
  if (!document) return;
  await sql`delete from public.chunks where document_id = ${document}`.execute(db);
  for (const [at, section] of text.split(/\n\n(?=# )/).entries()) {
    const { rows } = await sql<{
      id: string;
    }>`insert into public.chunks (document_id, chunk_index, text)
      values (${document}, ${at}, ${section}) returning id`.execute(db);
    const reply = await fetch(`${provider}/embeddings`, {
      method: "POST",
      body: JSON.stringify({ input: [section] }),
    });
    const { data } = (await reply.json()) as { data: { embedding: number[] }[] };
    await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
      values (${rows[0]?.id}, 'naive', ${JSON.stringify(data[0]?.embedding)}::vector)`.execute(db);
  }
}
