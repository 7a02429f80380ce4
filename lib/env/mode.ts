/** True in `next dev`. Not in the schema: Next sets it and inlines it. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}
