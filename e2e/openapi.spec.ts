import { describedApi } from "./described.ts";
import { expect, expectAccessible, test } from "./fixtures.ts";

test("every list and figure answers in the form that the API's own document says", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  const api = await describedApi(page.request, new URL(page.url()).origin);
  const lists = api.readable();
  expect(lists.length).toBeGreaterThan(25);
  for (const path of lists) await api.get(path);
  await api.get("/api/health", { query: "?live" });
  await api.get("/api/jump", { query: "?q=warranty" });
  await api.get("/api/vocabularies", { query: "?subject=chunk" });
  await api.get("/api/costs", { query: "?by=who&time=1y" });
  await api.get("/api/guardrails", { query: "?level=redacted on reading" });
});

test("so does what is read of one row, for the first row of each list", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  const api = await describedApi(page.request, new URL(page.url()).origin);
  const chunks = (await api.get("/api/chunks")).items;
  const first = { id: chunks[0].id };
  const { results } = await api.send("POST", "/api/retrieval/query", {
    data: { query: "warranty" },
  });
  expect(results.length).toBeGreaterThan(0);
  const lanes = [{ query: "warranty" }, { query: "" }];
  expect(await api.lines("/api/retrieval/lanes", { lanes })).toHaveLength(2);
  const draft = await api.send("POST", "/api/changes", {
    data: { subject: "chunk", rows: [{ id: chunks[0].id, version: chunks[0].version }] },
  });
  const lane = { name: "As it is", token: "production", settings: {} };
  const frozen = await api.send("POST", "/api/retrieval/frozen", {
    data: { query: "warranty", lanes: [lane] },
  });
  const query = await api.send("POST", "/api/retrieval/queries", {
    data: { name: "Of the API's test", text: "warranty", shared: false },
  });
  const measure = await api.send("POST", "/api/retrieval/index-measures");
  const runs = (await api.get("/api/runs")).items;
  const documents = (await api.get("/api/documents")).items;
  const ids: Record<string, string> = {
    "/api/changes": draft.id,
    "/api/chunks": results[0].chunkId,
    "/api/documents": documents[0].id,
    "/api/guardrails/exposure": documents[0].id,
    "/api/retrieval/frozen": frozen.id,
    "/api/retrieval/index-measures": measure.id,
    "/api/retrieval/queries": query.id,
    "/api/runs": runs.at(-1).id,
  };
  for (const path of api.readable(["id"])) {
    const [list = ""] = path.split("/{id}");
    expect(Object.keys(ids), `${path} is asked for a row`).toContain(list);
    await api.get(path, { id: ids[list] });
  }
  await api.get("/api/chunks/{id}", first);
  const shown = await api.get("/api/runs/{id}/plan", {
    id: runs.at(-1).id,
    query: "?progress=true",
  });
  expect(shown.progress.run.id).toBe(runs.at(-1).id);
  const changed = await api.send("PUT", "/api/retrieval/queries/{id}", {
    id: query.id,
    version: query.version,
    data: { name: "Of the API's test", text: "a longer warranty", shared: false },
  });
  await api.send("DELETE", "/api/retrieval/queries/{id}", {
    id: query.id,
    version: changed.version,
  });
});

test("so do the lab's answers, the previews of an edit, and what programs are given", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  const origin = new URL(page.url()).origin;
  const api = await describedApi(page.request, origin);
  const asked = { query: "warranty" };
  const { results } = await api.send("POST", "/api/retrieval/query", {
    data: { ...asked, include: { candidates: true, counts: true } },
  });
  await api.send("POST", "/api/retrieval/index-quality", { data: asked });
  await api.send("POST", "/api/retrieval/model-text", { data: asked });
  await api.send("POST", "/api/retrieval/why-not", {
    data: { ...asked, configuration: { k: 1 }, target: { chunkId: results[1].chunkId } },
  });
  await api.send("POST", "/api/retrieval/kept-counts", { data: { configuration: {} } });
  await api.send("POST", "/api/retrieval/left-out", {
    data: {
      chunkIds: [results[0].chunkId],
      configurations: [
        { filters: [{ field: "language", is: "any", values: ["nobody's language"] }] },
      ],
    },
  });
  await api.send("POST", "/api/retrieval/compare", {
    data: { questions: [{ text: "warranty" }], lanes: [{}, { k: 3 }] },
  });

  const [document] = (await api.get("/api/documents")).items;
  const rows = [{ id: document.id, version: document.version }];
  const edit = { subject: "document", rows, changes: { status: { set: "deprecated" } } };
  const effect = await api.send("POST", "/api/effects", { data: edit });
  expect(effect.sample).toHaveLength(1);
  await api.send("POST", "/api/effects/queries", { data: edit });
  await api.send("PATCH", "/api/documents/{id}", {
    id: document.id,
    version: document.version,
    data: { changes: { status: { set: document.status } } },
  });

  const made = await api.send("POST", "/api/tokens", {
    data: { consumer: "OpenAPI test", scopes: ["retrieve"], expiresInDays: 1 },
  });
  await api.answered(
    "POST /api/v1/retrieve",
    await page.request.post("/api/v1/retrieve", {
      data: { query: "warranty", k: 3 },
      headers: { authorization: `Bearer ${made.secret}` },
    }),
  );
  await api.send("DELETE", "/api/tokens/{id}", { id: made.token.id, version: made.token.version });
  await api.send("POST", "/api/runs", { data: { kind: "ingest", mode: "dry-run" } });
  await api.send("POST", "/api/file-drift");

  await api.refused(await page.request.get("/api/runs/not-an-id"));
  await api.refused(
    await page.request.post("/api/models", { data: { model: "" }, headers: { origin } }),
  );
  const elsewhere = { origin: "http://elsewhere" };
  await api.refused(
    await page.request.post("/api/models", { data: { model: "x" }, headers: elsewhere }),
  );
  await api.refused(await page.request.get("/api/metrics"));
});

test("the readable page names every operation and opens by the keyboard", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/api/docs");
  await expect(page).toHaveURL(/\/api-docs$/);
  const retrieve = page.locator("details").filter({ hasText: "/api/v1/retrieve" });
  await retrieve.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(retrieve).toContainText("a token of the scope “retrieve”");
  await expect(retrieve).toContainText('"maxLength": 8000');
  const file = page.locator("details").filter({ hasText: "/api/runs/export" });
  await file.locator("summary").click();
  await expect(file).toContainText("Answer: A file. text/csv application/jsonl");
  await expectAccessible(page);
});
