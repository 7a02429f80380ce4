import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newRun, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { codeVersion } from "./code-version.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;

beforeAll(async () => {
  base = await testDatabase();
  corpus = temporaryCorpus();
  for (const name of ["a", "b"]) corpus.write(`${name}.md`, sections(name));
  corpus.list(["a", "b"].map((name) => ({ path: `${name}.md` })));
});
afterAll(async () => {
  corpus.remove();
  await base.close();
});

test("a run that programs of two versions work keeps the first one, and tells of the other once", async () => {
  const id = await newRun(base.db);
  const stop = new AbortController();
  await expect(
    executeRun(base.db, id, { signal: stop.signal, onPlanned: () => stop.abort() }),
  ).rejects.toThrow();
  const told = async () => {
    const { run, events } = await whatRunDid(base.db, id);
    return {
      version: run.codeVersion,
      others: events.flatMap(({ action, message }) => (action === "take up" ? [message] : [])),
    };
  };
  expect(await told()).toEqual({ version: codeVersion(), others: [] });
  await sql`update console.runs set code_version = '0.0.9 (e0a0eaa)' where id = ${id}`.execute(
    base.db,
  );
  // Taken up twice by this version.
  await expect(executeRun(base.db, id, { signal: stop.signal })).rejects.toThrow();
  expect(await executeRun(base.db, id)).toBe("succeeded");
  expect(await told()).toEqual({
    version: "0.0.9 (e0a0eaa)",
    others: [`Worked by ${codeVersion()} too; it began with 0.0.9 (e0a0eaa).`],
  });
});
