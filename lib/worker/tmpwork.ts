import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { runWorker } from "./run-worker.ts";

const url = env().databaseUrl!;
const db = openDatabase(url, 2);
await runWorker({
  db,
  url,
  signal: new AbortController().signal,
  runHandler: async (p) => {
    const id = (p as any).runId;
    await wait(1500);
    await sql`update console.runs set state='running', started_at=now(), documents_total=10 where id=${id}`.execute(
      db,
    );
    for (let i = 1; i <= 10; i++) {
      await wait(300);
      await sql`update console.runs set documents_scanned=${i} where id=${id}`.execute(db);
      await sql`insert into console.run_events(run_id,path,action) values(${id}, ${"x/" + i}, 'updated')`.execute(
        db,
      );
    }
    await sql`update console.runs set state='succeeded', documents_updated=10, chunks_embedded=12, finished_at=now() where id=${id}`.execute(
      db,
    );
  },
});
