import { z } from "zod";
import { linesType } from "../json-lines.ts";
import { type RouteSpec, specOf } from "../route-spec.ts";
import { type Answer, errorSchema } from "./answers/parts.ts";
import { answers, refusals } from "./answers.ts";
import { summaries } from "./summaries.ts";

type Json = Record<string, unknown>;
export type Operation = {
  summary: string;
  tags: string[];
  parameters?: Json[];
  requestBody?: Json;
  responses: Json;
  security: Json[];
  description: string;
};
export type OpenApi = Json & { paths: Record<string, Record<string, Operation>> };

const named: ReadonlySet<string | undefined> = new Set(["date", "date-time", "uuid"]);
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The API as an OpenAPI 3.1 document, out of the schemas by which its routes parse. */
export function buildDocument(routes: Record<string, object>): OpenApi {
  const paths: OpenApi["paths"] = {};
  for (const [path, module] of Object.entries(routes).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const of: Record<string, Operation> = {};
    for (const method of methods) {
      const handler = (module as Record<string, unknown>)[method];
      if (handler !== undefined)
        of[method.toLowerCase()] = operation(path, method, specOf(handler) ?? { by: "anyone" });
    }
    paths[path] = of;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Corpus Console",
      version: "1",
      description:
        "Times are UTC in ISO 8601. Lists are pages of at most 200: send nextCursor back for the next one. Errors have one form. A cookie needs this console's own Origin; a bearer token needs none.",
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "the session's cookies, set by sign-in" },
        token: { type: "http", scheme: "bearer" },
      },
      schemas: { Error: jsonSchema(errorSchema, "output") },
    },
  };
}

function operation(path: string, method: string, spec: RouteSpec): Operation {
  const name = `${method} ${path}`;
  const parameters = [
    ...parametersOf(spec.params, "path"),
    ...parametersOf(spec.query, "query"),
    ...(spec.idempotent
      ? [header("Idempotency-Key", false, "The same key: the first answer.")]
      : []),
    ...(spec.versioned ? [header("If-Match", true, "The row's version that was read.")] : []),
  ];
  return {
    summary: summaries[name] ?? name,
    description: whoMay(spec),
    tags: [path.split("/")[2] ?? ""],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(spec.body ? { requestBody: { required: true, content: json(jsonSchema(spec.body)) } } : {}),
    responses: responsesOf(name, spec),
    security: spec.by === "staff" ? [{ session: [] }] : spec.by === "token" ? [{ token: [] }] : [],
  };
}

function whoMay(spec: RouteSpec): string {
  if (spec.by === "staff") return `For staff with the right “${spec.permission}”.`;
  if (spec.by === "token") return `For programs, with a token of the scope “${spec.scope}”.`;
  return "Without a session.";
}

function responsesOf(name: string, spec: RouteSpec): Json {
  const errors = ["422", "503", ...(spec.by === "anyone" ? [] : ["401", "403"])];
  // A header of another form than it takes; a body of another is a 422.
  if (spec.versioned || spec.idempotent) errors.push("400");
  if (spec.params) errors.push("404");
  if (!name.startsWith("GET ") && spec.by === "staff") errors.push("409");
  if (spec.versioned) errors.push("428");
  if (spec.by === "token") errors.push("429");
  const failed = { $ref: "#/components/schemas/Error" };
  return {
    ...done(answers[name] ?? z.unknown()),
    ...Object.fromEntries(
      errors.toSorted().map((status) => {
        const own = refusals[name]?.[status];
        const content = json(own ? jsonSchema(own, "output") : failed);
        return [status, { description: "Refused.", content }];
      }),
    ),
  };
}

function done(answer: Answer): Json {
  if (answer === "nothing") return { "2XX": { description: "Done; without content." } };
  if ("leadsTo" in answer) return { "307": { description: `It is at ${answer.leadsTo}.` } };
  if ("files" in answer) {
    const types = answer.files.map((type) => [type, { schema: { type: "string" } }]);
    return { "2XX": { description: "A file.", content: Object.fromEntries(types) } };
  }
  if ("lines" in answer) {
    const content = { [linesType]: { schema: jsonSchema(answer.lines, "output") } };
    return { "2XX": { description: "Lines of JSON, as they come.", content } };
  }
  return { "2XX": { description: "Done.", content: json(jsonSchema(answer, "output")) } };
}

function parametersOf(schema: z.ZodType | undefined, where: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: of,
  }));
}

function header(name: string, required: boolean, description: string): Json {
  return { name, in: "header", required, description, schema: { type: "string" } };
}

function json(schema: Json): Json {
  return { "application/json": { schema } };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output" = "input"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema: made }) => {
      // Its format says the same of a time or an id as a pattern of 400 characters; any JSON number is that small.
      if (named.has(made.format)) delete made.pattern;
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
    },
  });
  return rest;
}
