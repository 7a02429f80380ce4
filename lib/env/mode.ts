/** True in the server of a built application, as opposed to `next dev` and to what runs at the edge. */
export function isBuiltServer(): boolean {
  return process.env.NEXT_RUNTIME === "nodejs" && process.env.NODE_ENV === "production";
}

/** True in `next dev`. Not in the schema: Next sets it and inlines it. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}
