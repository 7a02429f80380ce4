import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startGateway } from "./gateway.ts";
import { openPglite } from "./open-pglite.ts";
import { socketUrl } from "./stack.ts";

/** The stack's database without files, empty or from another one's `dump`, behind a socket of its own. */
export async function openInMemory(from?: Blob) {
  const db = await openPglite(from ? { loadDataDir: from } : {});
  const socketPath = join(mkdtempSync(join(tmpdir(), "console-")), ".s.PGSQL.5432");
  const gateway = await startGateway(db, { socketPath });
  return {
    url: socketUrl(socketPath),
    /** All of it, as a tar. */
    dump: () => db.dumpDataDir("none"),
    drop: async () => {
      await gateway.stop();
      await db.close();
      rmSync(dirname(socketPath), { recursive: true, force: true });
    },
  };
}
