import type { Page } from "@playwright/test";

/** Every page that a link leads to, as an admin sees it, some of them in a second state. */
export const pagePaths = [
  "/",
  "/documents",
  "/documents?status=deprecated&q=zzzz",
  "/retrieval",
  "/retrieval?q=warranty",
  "/guardrails",
  "/chunks",
  "/changes",
  "/drift",
  "/drift/outside",
  "/flags",
  "/audit",
  "/retrieval?q=warranty&panel=why",
  "/retrieval?q=warranty&panel=model",
  "/retrieval?q=warranty&panel=index",
  "/retrieval?q=warranty&lane=production&lane=assistant",
  "/retrieval/queries",
  "/retrieval/index-quality",
  "/retrieval/compare",
  "/retrieval/frozen",
  "/runs",
  "/staff",
  "/tokens",
  "/retrieval/monitoring",
  "/retrieval/monitoring?range=30d&who=all",
  "/retrieval/log?outcome=failed",
  "/models",
  "/api-docs",
  "/runs?view=duration&time=90d",
  "/runs?view=failures&time=1y",
  "/costs",
  "/costs?by=who&of=tokens",
  "/growth",
];

/** Pages of one row, by the list that links to them. */
export const rowPages = { "/documents": "/documents/", "/chunks": "/chunks/", "/runs": "/runs/" };

/** The address of the first row that a list links to, if it has any. */
export async function firstRowPath(
  page: Page,
  list: string,
  prefix: string,
): Promise<string | undefined> {
  await page.goto(list);
  const href = await page.locator(`tbody a[href^="${prefix}"]`).first().getAttribute("href");
  return href ?? undefined;
}
