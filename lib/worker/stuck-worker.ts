// A worker for tests: takes jobs of the database in its first argument and works each without end.
import { once } from "node:events";
import { openDatabase } from "#lib/db/pool.ts";
import { runWorker } from "./run-worker.ts";

const url = process.argv[2] ?? "";
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort(new Error("told to stop")));
const db = openDatabase(url, 2);
await runWorker({
  db,
  url,
  signal: stop.signal,
  jobs: {
    runs: {
      async handle(_, { runId }, { signal }) {
        process.stdout.write(`took ${runId}\n`);
        await once(signal, "abort");
        throw signal.reason;
      },
    },
  },
});
await db.destroy();
