import type { z } from "zod";
import type { Permission } from "#lib/auth/permissions.ts";
import type { TokenScope } from "#lib/auth/token-schemas.ts";

/** What the API's document says of a route: the schemas are those by which it parses. */
export type RouteSpec = {
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  idempotent?: boolean | undefined;
  versioned?: boolean | undefined;
} & (
  | { by: "staff"; permission: Permission }
  | { by: "token"; scope: TokenScope }
  | { by: "anyone" }
);

/** A handler that carries its own description. */
export function withSpec<H extends object>(handler: H, spec: RouteSpec): H & { spec: RouteSpec } {
  return Object.assign(handler, { spec });
}

export function specOf(handler: unknown): RouteSpec | undefined {
  const carried = typeof handler === "function" && "spec" in handler ? handler.spec : undefined;
  // Nothing but withSpec sets it.
  return carried as RouteSpec | undefined;
}
