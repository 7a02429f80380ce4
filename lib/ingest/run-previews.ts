import { createHash } from "node:crypto";
import { sql } from "kysely";
import { withRole } from "#lib/db/with-role.ts";
import type { Preview } from "./preview-document.ts";
import type { RunSession } from "./run-session.ts";

// So many documents are previewed again, at most, after a planner died.
const together = 16;

/** What is known of the documents of a run that is being planned, by this program or by one that died. */
export class RunPreviews {
  readonly #session: RunSession;
  readonly #known: Map<string, Preview>;
  #fresh: { key: string; preview: Preview }[] = [];

  private constructor(session: RunSession, known: Map<string, Preview>) {
    this.#session = session;
    this.#known = known;
  }

  static async open(session: RunSession): Promise<RunPreviews> {
    const { rows } = await withRole(session.db, "perazzi_ingest", (tx) =>
      sql<{ key: string; preview: Preview }>`select key, preview from console.run_previews
        where run_id = ${session.run.id}`.execute(tx),
    );
    return new RunPreviews(session, new Map(rows.map(({ key, preview }) => [key, preview])));
  }

  /** The preview made from these values: the stored one, or a new one that is stored soon. */
  async of(madeFrom: unknown, make: () => Promise<Preview>): Promise<Preview> {
    const key = createHash("sha256").update(JSON.stringify(madeFrom)).digest("hex");
    const known = this.#known.get(key);
    if (known) return known;
    const preview = await make();
    this.#fresh.push({ key, preview });
    if (this.#fresh.length >= together) await this.#store();
    return preview;
  }

  async #store(): Promise<void> {
    const { db, run, achieved } = this.#session;
    await withRole(db, "perazzi_ingest", (tx) =>
      sql`insert into console.run_previews (run_id, key, preview)
        select ${run.id}, t.key, t.preview from jsonb_to_recordset(${JSON.stringify(this.#fresh)}::jsonb)
          as t (key text, preview jsonb) on conflict do nothing`.execute(tx),
    );
    this.#fresh = [];
    achieved();
  }
}
