import { globSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { roleLabels } from "#lib/auth/permissions.ts";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Route = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const who = vi.hoisted(() => ({ asks: "anonymous" as Staff | "anonymous" | "stranger" }));
const opened = vi.hoisted(() => vi.fn());
vi.mock("#lib/auth/current-staff.ts", () => ({ currentStaff: async () => who.asks }));
vi.mock("#app/api/log-call.ts", () => ({ logCall: () => undefined }));
vi.mock("#lib/db/pool.ts", async (original) => ({
  ...(await original<object>()),
  database: opened,
}));

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
const settings = { name: "n", settings: {} };
const query = { name: "n", text: "How is a frame made?" };
const logs = { enabled: true, queryText: false, labQueryText: false, retentionDays: 90 };

/** Each route: the least role that may, and a body that parses. */
const routes: [file: string, Method, Role, body?: object][] = [
  ["compare", "POST", "viewer", { questions: [{ text: "barrel" }], lanes: [{}, {}] }],
  ["configurations", "GET", "viewer"],
  ["configurations", "POST", "qa", settings],
  ["configurations/[id]", "PUT", "qa", settings],
  ["configurations/[id]", "DELETE", "qa"],
  [
    "frozen",
    "POST",
    "qa",
    { query: "barrel", lanes: [{ name: "n", token: "production", settings: {} }] },
  ],
  ["frozen/[id]", "GET", "viewer"],
  ["history", "GET", "viewer"],
  ["history", "POST", "viewer", { text: "barrel" }],
  ["index-measures", "GET", "viewer"],
  ["index-measures", "POST", "qa"],
  ["index-measures/[id]", "GET", "viewer"],
  ["index-quality", "POST", "viewer", { query: "barrel" }],
  ["kept-counts", "POST", "viewer", { configuration: {} }],
  ["lanes", "POST", "viewer", { lanes: [{ query: "barrel" }] }],
  ["left-out", "POST", "viewer", { chunkIds: [id], configurations: [{}] }],
  ["log-settings", "GET", "admin"],
  ["log-settings", "PUT", "admin", logs],
  ["model-text", "POST", "viewer", { query: "barrel" }],
  ["queries", "GET", "viewer"],
  ["queries", "POST", "qa", query],
  ["queries/[id]", "GET", "viewer"],
  ["queries/[id]", "PUT", "qa", query],
  ["queries/[id]", "DELETE", "qa"],
  ["queries/import", "POST", "qa", { csv: "name,text\nn,barrel" }],
  ["query", "POST", "viewer", { query: "barrel" }],
  ["why-not", "POST", "viewer", { query: "barrel", target: { chunkId: id } }],
];
const changing = routes.filter(([, method]) => method !== "GET");
const withBody = routes.filter(([, , , body]) => body !== undefined);
const withId = routes.filter(([file]) => file.includes("[id]"));
const roles = Object.keys(roleLabels) as Role[];

beforeEach(() => {
  opened.mockReset();
  opened.mockImplementation(() => {
    // An answer of its own, and no failure on our side that would be logged.
    throw new AppError("conflict", "There is no database in this test.");
  });
});

test("every route of the lab is tried here", async () => {
  const found = await Promise.all(
    globSync("**/route.ts", { cwd: import.meta.dirname }).map(async (path) => {
      const file = path.slice(0, -"/route.ts".length);
      return Object.keys(await load(file)).map((method) => `${method} ${file}`);
    }),
  );
  expect(found.flat().toSorted()).toEqual(
    routes.map(([file, method]) => `${method} ${file}`).toSorted(),
  );
});

describe("who may", () => {
  test.each(routes)(
    "%s %s: nobody without a session, nor a stranger",
    async (file, method, _, body) => {
      who.asks = "anonymous";
      expect(await ask(file, method, body)).toBe(401);
      who.asks = "stranger";
      expect(await ask(file, method, body)).toBe(403);
      expect(opened).not.toHaveBeenCalled();
    },
  );

  test.each(routes)("%s %s: from %s on", async (file, method, least, body) => {
    for (const role of roles) {
      who.asks = staff(role);
      // The one who may gets as far as the database.
      const expected = roles.indexOf(role) < roles.indexOf(least) ? 403 : 409;
      expect(await ask(file, method, body), role).toBe(expected);
    }
  });
});

describe("what is refused before anything is asked of the database", () => {
  beforeEach(() => {
    who.asks = staff("admin");
  });

  test.each(changing)("%s %s from another site", async (file, method, _, body) => {
    for (const origin of ["https://evil.example", "null"])
      expect(await ask(file, method, body, { headers: { origin } })).toBe(403);
    expect(opened).not.toHaveBeenCalled();
  });

  test.each(withBody)("%s %s with what does not parse", async (file, method, _, body) => {
    expect(await ask(file, method, { ...body, no_such_field: 1 })).toBe(422);
    expect(await ask(file, method, { ...body, query: 1, text: 1, name: 1, enabled: 1 })).toBe(422);
    expect(await ask(file, method, undefined, { text: "{" })).toBe(422);
    const form = { "content-type": "text/plain" };
    expect(await ask(file, method, body, { headers: form })).toBe(415);
    expect(opened).not.toHaveBeenCalled();
  });

  test.each(withId)("%s %s of what is no id", async (file, method, _, body) => {
    expect(await ask(file, method, body, { id: "1; drop table" })).toBe(404);
    expect(opened).not.toHaveBeenCalled();
  });

  test.each(changing.filter(([file]) => file.includes("[id]") || file === "log-settings"))(
    "%s %s without the version that it is a change of",
    async (file, method, _, body) => {
      expect(await ask(file, method, body, { headers: { "if-match": "" } })).toBe(428);
      expect(opened).not.toHaveBeenCalled();
    },
  );
});

async function ask(
  file: string,
  method: Method,
  body?: object,
  more: { headers?: Record<string, string>; text?: string; id?: string } = {},
): Promise<number> {
  const text = more.text ?? (body && JSON.stringify(body));
  const headers = new Headers({
    origin: "http://localhost",
    host: "localhost",
    "if-match": '"1"',
    ...(text === undefined ? {} : { "content-type": "application/json" }),
    ...more.headers,
  });
  if (headers.get("if-match") === "") headers.delete("if-match");
  const request = new Request(`http://localhost/api/retrieval/${file}`, {
    method,
    headers,
    ...(text === undefined ? {} : { body: text }),
  });
  const route = (await load(file))[method];
  if (!route) throw new Error(`there is no ${method} ${file}`);
  return statusOf(await route(request, { params: Promise.resolve({ id: more.id ?? id }) }));
}

/** Of lanes that are answered on a line each, the first one's. */
async function statusOf(response: Response): Promise<number> {
  if (!response.headers.get("content-type")?.includes("ndjson")) return response.status;
  const [line = ""] = (await response.text()).split("\n");
  return JSON.parse(line).status ?? response.status;
}

function load(file: string): Promise<Partial<Record<Method, Route>>> {
  return import(new URL(`./${file}/route.ts`, import.meta.url).pathname);
}

function staff(role: Role): Staff {
  return { id, userId: id, email: "a@example.com", role };
}
