import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { specOf } from "../route-spec.ts";
import { answers } from "./answers.ts";
import { buildDocument } from "./build-document.ts";
import { GET } from "./route.ts";
import { routes } from "./routes.ts";
import { summaries } from "./summaries.ts";

const own = "/api/openapi.json";
const document = buildDocument({ ...routes, [own]: { GET } });
const documented = Object.entries(document.paths).flatMap(([path, of]) =>
  Object.keys(of).map((method) => `${method.toUpperCase()} ${path}`),
);

/** Every method that a file under app/api answers, as the file says. */
function inFolders(): string[] {
  const files = readdirSync("app/api", { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const path = `/api/${dirname(file)}`.replaceAll(/\[(\w+)\]/g, "{$1}");
      const source = readFileSync(join("app/api", file), "utf8");
      const methods = source.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm);
      return [...methods].map(([, method]) => `${method} ${path}`);
    });
}

/** A value and everything in it that is an object. */
function within(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const parts = Object.values(value).flatMap(within);
  return Array.isArray(value) ? parts : [{ ...value }, ...parts];
}

/** What makes a change set, a saved row or a job: sent twice, as by a network that lost the answer, it is made once. */
const creating = [
  "/api/changes",
  "/api/changes/import",
  "/api/changes/{id}/undo",
  "/api/drift/accept",
  "/api/drift/draft",
  "/api/flags",
  "/api/retrieval/configurations",
  "/api/retrieval/queries",
  "/api/runs",
  "/api/staff",
  "/api/tables/{screen}/views",
  "/api/tokens",
];

describe("the OpenAPI document", () => {
  it("takes an Idempotency-Key wherever something is created", () => {
    const without = creating.filter(
      (path) =>
        !JSON.stringify(document.paths[path]?.post?.parameters ?? []).includes("Idempotency-Key"),
    );
    expect(without).toEqual([]);
  });

  it("holds every method of every route under app/api: add new ones to routes.ts", () => {
    expect(documented.toSorted()).toEqual(inFolders().toSorted());
  });

  it("says in one sentence what each does: add it to summaries.ts", () => {
    expect(Object.keys(summaries).toSorted()).toEqual(documented.toSorted());
  });

  it("describes the answer of every operation: add a new one's under answers/", () => {
    expect(Object.keys(answers).toSorted()).toEqual(documented.toSorted());
  });

  it("leaves no object with named fields open to others, but the form of this document", () => {
    const open = documented.filter((name) => {
      const [method = "", path = ""] = name.split(" ");
      const said = document.paths[path]?.[method.toLowerCase()]?.responses["2XX"];
      return within(said).some(
        (one) => "properties" in one && "type" in one && one.additionalProperties !== false,
      );
    });
    expect(open).toEqual([`GET ${own}`]);
  });

  it("tells files, other addresses and answers without content from JSON", () => {
    const of = (path: string, method: string) => document.paths[path]?.[method]?.responses;
    expect(of("/api/runs/export", "get")?.["2XX"]).toMatchObject({
      content: { "text/csv": {}, "application/jsonl": {} },
    });
    expect(of("/api/staff/{id}", "delete")?.["2XX"]).not.toHaveProperty("content");
    expect(of("/api/docs", "get")).toHaveProperty("307");
    expect(of("/api/docs", "get")).not.toHaveProperty("2XX");
  });

  it("takes requests from the schemas by which the routes parse", () => {
    for (const [path, module] of Object.entries(routes))
      for (const [method, handler] of Object.entries(module)) {
        const spec = specOf(handler);
        const said = document.paths[path]?.[method.toLowerCase()];
        expect(said, `${method} ${path}`).toBeDefined();
        const places = (said?.parameters ?? []).map((one) => one.in);
        if (spec?.params) expect(places, `${method} ${path}`).toContain("path");
        if (spec?.query) expect(places, `${method} ${path}`).toContain("query");
        expect(said?.requestBody !== undefined, `${method} ${path}`).toBe(Boolean(spec?.body));
      }
    const plan = document.paths["/api/models/plan"]?.get;
    expect(plan?.parameters).toMatchObject([
      { name: "model", in: "query", required: true, schema: { type: "string", maxLength: 100 } },
    ]);
  });

  it("names a path parameter for each one in the path, and no other", () => {
    for (const [path, of] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const [method, { parameters = [] }] of Object.entries(of))
        expect(
          parameters.filter((one) => one.in === "path").map((one) => one.name),
          `${method} ${path}`,
        ).toEqual(named);
    }
  });

  it("says of changes that another one may be in the way, and of a reading not", () => {
    expect(document.paths["/api/runs"]?.post?.responses).toHaveProperty("409");
    expect(document.paths["/api/runs/{id}/approve"]?.post?.responses).toHaveProperty("409");
    expect(document.paths["/api/runs"]?.get?.responses).not.toHaveProperty("409");
  });

  it("says of a body that does not parse 422 alone, and 400 only of a header that takes a form", () => {
    const statuses = (path: string, method: string) =>
      Object.keys(document.paths[path]?.[method]?.responses ?? {});
    expect(statuses("/api/v1/retrieve", "post")).toContain("422");
    expect(statuses("/api/v1/retrieve", "post")).not.toContain("400");
    expect(statuses("/api/retrieval/queries", "post")).toContain("400");
    expect(statuses("/api/retrieval/log-settings", "put")).toContain("400");
  });

  it("says of health that it tells its parts with a 503 too, not an error", () => {
    const { responses } = document.paths["/api/health"]?.get ?? {};
    const at = (status: string) =>
      (responses?.[status] as { content?: unknown } | undefined)?.content;
    expect(at("503")).toEqual(at("2XX"));
    expect(at("503")).not.toEqual(at("422"));
  });

  it("is JSON and names itself", () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document).toMatchObject({ openapi: "3.1.0" });
    expect(document.paths[own]?.get).toBeDefined();
  });
});
