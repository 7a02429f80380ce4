import type { APIResponse } from "@playwright/test";
import { z } from "zod";
import { expect, expectAccessible, test } from "./fixtures.ts";

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Document = {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: Schema }> }> }>
  >;
  components: { schemas: { Error: Schema } };
};

test("real answers have the form that the API's own document says", async ({ page, signIn }) => {
  await signIn("Admin");
  const http = page.request;
  const origin = new URL(page.url()).origin;
  const document = (await (await http.get("/api/openapi.json")).json()) as Document;
  const checked = async (name: string, response: APIResponse) => {
    const [method = "", path = ""] = name.split(" ");
    const said = document.paths[path]?.[method.toLowerCase()]?.responses["2XX"];
    const schema = said?.content["application/json"]?.schema;
    expect(Object.keys(schema ?? {}), `${name} is described`).not.toEqual([]);
    expect(response.ok(), `${name} answered ${response.status()}`).toBe(true);
    const json = await response.json();
    const parsed = z.fromJSONSchema(schema ?? {}).safeParse(json);
    expect(parsed.error?.issues, name).toBeUndefined();
    return json;
  };
  for (const path of [
    "/api/health",
    "/api/staff",
    "/api/tokens",
    "/api/runs",
    "/api/models",
    "/api/navigation",
  ])
    await checked(`GET ${path}`, await http.get(path));
  await checked("GET /api/health", await http.get("/api/health?live"));
  const { items } = await (await http.get("/api/runs?limit=1")).json();
  await checked("GET /api/runs/{id}", await http.get(`/api/runs/${items[0].id}`));
  const made = await checked(
    "POST /api/tokens",
    await http.post("/api/tokens", {
      data: { consumer: "OpenAPI test", scopes: ["retrieve"], expiresInDays: 1 },
      headers: { origin },
    }),
  );
  await checked(
    "POST /api/v1/retrieve",
    await http.post("/api/v1/retrieve", {
      data: { query: "warranty", k: 3 },
      headers: { authorization: `Bearer ${made.secret}` },
    }),
  );
  await checked(
    "POST /api/runs",
    await http.post("/api/runs", {
      data: { kind: "ingest", mode: "dry-run" },
      headers: { origin },
    }),
  );

  const refusal = z.fromJSONSchema(document.components.schemas.Error);
  const refused = [
    await http.get("/api/runs/not-an-id"),
    await http.post("/api/models", { data: { model: "" }, headers: { origin } }),
    await http.post("/api/models", {
      data: { model: "x" },
      headers: { origin: "http://elsewhere" },
    }),
    await http.get("/api/metrics"),
  ];
  for (const response of refused) {
    expect(response.ok()).toBe(false);
    expect(refusal.safeParse(await response.json()).error?.issues, response.url()).toBeUndefined();
  }
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
  await expectAccessible(page);
});
