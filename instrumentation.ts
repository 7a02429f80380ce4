/**
 * Before the first request: a wrong variable, or a database that this version cannot work with, ends the server with
 * one line that says what to do.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseUnfit } = await import("#lib/db/refuse-unfit.ts");
  await refuseUnfit();
}
