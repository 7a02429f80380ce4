import { handle } from "../handle.ts";

/** The readable form of the API's description is a page of the console. */
export const GET = handle(
  { permission: "read" },
  async () => new Response(null, { status: 307, headers: { location: "/api-docs" } }),
);
