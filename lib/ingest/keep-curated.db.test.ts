import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chunkRows, runToEnd, sections } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  corpus = temporaryCorpus();
  corpus.list([{ path: "a.md" }]);
  corpus.write("a.md", sections("wheel", "frame", "fork"));
  await runToEnd(base.db);
  return () => corpus.remove();
});

const saddle = `# Saddle\n\n${"Leather over springs carries whoever rides for long hours. ".repeat(60)}`;
const stamp = { by: "ada@example.com", at: "2026-01-01T00:00:00Z" };

/** A person's tags on the chunk of this heading, and a visibility of its own where given. */
async function curate(heading: string, visibility?: string): Promise<string> {
  const curated = {
    context_tags: { value: ["by hand"], ...stamp },
    ...(visibility ? { visibility: { value: visibility, ...stamp } } : {}),
  };
  const { rows } = await sql<{ id: string }>`update public.chunks set context_tags = '["by hand"]',
      visibility = coalesce(${visibility ?? null}, visibility), curated = ${JSON.stringify(curated)}::jsonb
    where heading = ${heading} returning id`.execute(base.db);
  return rows[0]?.id ?? "";
}

const chunk = async (part: string) =>
  (await chunkRows(base.db)).find(({ text }) => text.includes(part));

test("a chunk whose text stays keeps id, curated values and vector, wherever it moves and under another path", async () => {
  const id = await curate("frame");
  corpus.write("a.md", sections("fork", "frame", "wheel"));
  await runToEnd(base.db);
  expect((await chunk("the frame is")) ?? (await chunk("The frame is"))).toMatchObject({
    id,
    context_tags: ["by hand"],
    needs_review: false,
    vector: true,
  });
  corpus.drop("a.md");
  corpus.write("moved/b.md", sections("fork", "frame", "wheel"));
  corpus.list([{ path: "moved/b.md" }]);
  const { run } = await runToEnd(base.db);
  expect(run.chunks).toMatchObject({ embedded: 0, written: 0 });
  expect(await chunk("The frame is")).toMatchObject({
    id,
    path: "moved/b.md",
    context_tags: ["by hand"],
  });
});

test("a changed text inherits what people set on the one that it replaces, marked for review", async () => {
  const id = await curate("frame");
  corpus.write(
    "a.md",
    sections("wheel", "frame", "fork").replace("The frame is told", "The frame is said"),
  );
  await runToEnd(base.db);
  const changed = await chunk("The frame is said");
  expect(changed).toMatchObject({ context_tags: ["by hand"], needs_review: true, vector: true });
  expect(changed?.id).not.toBe(id);
  expect((await chunk("The wheel"))?.needs_review).toBe(false);
});

test("a restriction goes along with its text; where nothing takes its place it covers the document", async () => {
  await curate("frame", "internal");
  corpus.write("a.md", sections("wheel", "frame", "fork").replace("# frame", "# Another heading"));
  await runToEnd(base.db);
  expect(await chunk("The frame is")).toMatchObject({ visibility: "internal", needs_review: true });
  const visibility = async () =>
    (await sql<{ visibility: string }>`select visibility from public.documents`.execute(base.db))
      .rows[0]?.visibility;
  expect(await visibility()).toBe("public");

  corpus.write("a.md", saddle);
  const { events } = await runToEnd(base.db);
  expect(await visibility()).toBe("internal");
  expect(events.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/restriction covers the whole document/),
  );
  const audit =
    await sql`select 1 from console.audit_log where action = 'document.restrict'`.execute(base.db);
  expect(audit.rows).toHaveLength(1);
});

test("a value that a person set on the document stays, with what the manifest says beside it; the stricter counts", async () => {
  const curated = {
    title: { value: "By hand", ...stamp },
    embed_mode: { value: "ignore", ...stamp },
  };
  await sql`update public.documents set title = 'By hand', embed_mode = 'ignore',
    curated = ${JSON.stringify(curated)}::jsonb`.execute(base.db);
  corpus.write("a.md", sections("wheel", "frame", "saddle"));
  await runToEnd(base.db, { options: { yes: true } });
  const { rows } = await sql<Record<string, unknown>>`select title, embed_mode,
    manifest_values ->> 'embed_mode' as said from public.documents`.execute(base.db);
  expect(rows).toEqual([{ title: "By hand", embed_mode: "ignore", said: "full" }]);
  expect(await chunkRows(base.db)).toEqual([]);
});

test("what the file says now stands beside a person's value, and is not taken for meant any more", async () => {
  await curate("frame");
  const curated = {
    title: { value: "By hand", over: "wheel", kept: true, ...stamp },
    summary: { value: "Also by hand", ...stamp },
  };
  await sql`update public.documents set title = 'By hand', summary = 'Also by hand',
    curated = ${JSON.stringify(curated)}::jsonb`.execute(base.db);
  corpus.write("a.md", sections("hub", "frame"));
  await runToEnd(base.db);
  const { rows } = await sql<Record<string, unknown>>`select title, summary, curated
    from public.documents`.execute(base.db);
  expect(rows).toEqual([
    {
      title: "By hand",
      summary: "Also by hand",
      curated: {
        title: { value: "By hand", over: "hub", ...stamp },
        summary: { value: "Also by hand", over: expect.stringContaining("The hub is"), ...stamp },
      },
    },
  ]);
  expect((await chunk("The frame is"))?.curated).toMatchObject({
    context_tags: { value: ["by hand"], over: [] },
  });
});
