import { handle } from "../handle.ts";
import { buildDocument, type OpenApi } from "./build-document.ts";
import { routes } from "./routes.ts";

let made: OpenApi | undefined;

/** The API's own description, for people and for programs that make clients of it. */
export const GET = handle({ permission: "read" }, async () => {
  made ??= buildDocument({ ...routes, "/api/openapi.json": { GET } });
  return made;
});
