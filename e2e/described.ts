import type { APIRequestContext, APIResponse } from "@playwright/test";
import { z } from "zod";
import { expect } from "./fixtures.ts";

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Said = {
  parameters?: { in: string; required: boolean }[];
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  paths: Record<string, Record<string, Said>>;
  components: { schemas: { Error: Schema } };
};

/** The API by its own document: what is asked through it must answer in the form that the document says. */
export async function describedApi(http: APIRequestContext, origin: string) {
  const document = (await (await http.get(`${origin}/api/openapi.json`)).json()) as Document;

  async function answered(name: string, response: APIResponse) {
    const [method = "", path = ""] = name.split(" ");
    const said = document.paths[path]?.[method.toLowerCase()]?.responses["2XX"];
    if (said && !said.content) {
      expect(response.ok(), `${name} answered ${response.status()}`).toBe(true);
      expect(await response.text(), name).toBe("");
      return null;
    }
    const schema = said?.content?.["application/json"]?.schema;
    expect(Object.keys(schema ?? {}), `${name} is described`).not.toEqual([]);
    const json = await response.json();
    expect(response.ok(), `${name} answered ${response.status()} ${json.error?.message}`).toBe(
      true,
    );
    const { error } = z.fromJSONSchema(schema ?? {}).safeParse(json);
    expect(error?.issues, name).toBeUndefined();
    return json;
  }

  /** `{id}` in the path takes the id, and the rest of `at` is the query. */
  function addressOf(path: string, { id = "", query = "" } = {}) {
    return `${origin}${path.replace("{id}", id)}${query}`;
  }

  return {
    document,
    answered,
    /** The paths that answer JSON to a GET that names none but these parameters. */
    readable(parameters: readonly string[] = []): string[] {
      return Object.entries(document.paths).flatMap(([path, { get }]) => {
        const json = get?.responses["2XX"]?.content?.["application/json"];
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
        const asks = get?.parameters?.some((one) => one.in === "query" && one.required);
        const fits = named.join() === parameters.join();
        return json && fits && !asks ? [path] : [];
      });
    },
    async get(path: string, at?: { id?: string; query?: string }) {
      return answered(`GET ${path}`, await http.get(addressOf(path, at)));
    },
    async send(
      method: "POST" | "PUT" | "PATCH" | "DELETE",
      path: string,
      { data, id, version }: { data?: unknown; id?: string; version?: number } = {},
    ) {
      const headers: Record<string, string> = { origin };
      if (version !== undefined) headers["if-match"] = `"${version}"`;
      const response = await http.fetch(addressOf(path, { id }), {
        method,
        headers,
        data: data ?? {},
      });
      return answered(`${method} ${path}`, response);
    },
    /** Of an answer in lines each one has the form that the document says. */
    async lines(path: string, data: unknown) {
      const response = await http.post(addressOf(path), { headers: { origin }, data });
      const content = document.paths[path]?.post?.responses["2XX"]?.content ?? {};
      const [type = "", said] = Object.entries(content)[0] ?? [];
      expect(response.headers()["content-type"]).toBe(type);
      const lines = (await response.text())
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const form = z.array(z.fromJSONSchema(said?.schema ?? false));
      expect(form.safeParse(lines).error?.issues, path).toBeUndefined();
      return lines;
    },
    /** A refusal has the one form of errors. */
    async refused(response: APIResponse) {
      const form = z.fromJSONSchema(document.components.schemas.Error);
      expect(response.ok()).toBe(false);
      expect(form.safeParse(await response.json()).error?.issues, response.url()).toBeUndefined();
    },
  };
}
