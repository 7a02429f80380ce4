import type { Page } from "@playwright/test";
import { standingIn } from "#lib/testing/canaries.ts";
import { files, planted, test } from "./canary-console.ts";
import { expect } from "./fixtures.ts";

// Numbers with a sign in them: one without may be anybody's count.
const needles = planted
  .map(({ needle }) => needle)
  .filter((needle) => needle.length >= 6 && /[^\d.]/.test(needle));

test("amounts planted in a corpus stand on no page of it, in no answer that a page gets and in no export", async ({
  page,
  signIn,
  own,
}) => {
  test.setTimeout(300_000);
  const seen = everythingAnswered(page);
  await signIn("Admin");
  const [documents, chunks, runs] = await Promise.all([
    idsOn(page, "/api/documents"),
    idsOn(page, "/api/chunks"),
    idsOn(page, "/api/runs"),
  ]);
  expect(documents.length).toBeGreaterThan(5);
  const [document, run] = [documents[0], runs[0]];
  for (const path of [
    ...["/", "/documents", "/chunks", "/runs", "/guardrails", "/drift", "/audit", "/changes"],
    ...documents.slice(0, 3).map((id) => `/documents/${id}`),
    ...["metadata", "history", "runs"].map((tab) => `/documents/${document}?tab=${tab}`),
    `/guardrails/exposure/${document}`,
    ...chunks.slice(0, 2).map((id) => `/chunks/${id}`),
    ...["", "?tab=log", "?tab=plan"].map((tab) => `/runs/${run}${tab}`),
    ...["model", "why"].map((panel) => `/retrieval?q=What+does+the+MX8+cost&panel=${panel}`),
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    seen.push([path, await page.content()]);
  }
  for (const path of ["/api/documents/export?format=csv", "/api/chunks/export?format=jsonl"]) {
    const answer = await page.request.get(path);
    expect(answer.ok(), path).toBe(true);
    seen.push([path, await answer.text()]);
  }
  const answer = await page.request.post("/api/retrieval/query", {
    data: {
      query: "What does the MX8 cost?",
      configuration: { k: 50, includePricingLists: true },
    },
    headers: { origin: own.url },
  });
  expect(answer.ok()).toBe(true);
  seen.push(["an answer of retrieval", await answer.text()]);

  for (const [where, text] of seen) expect(standingIn(text, needles), where).toEqual([]);
  // What was seen had the texts in it, and the search finds amounts where they do stand.
  expect(seen.filter(([, text]) => text.includes("[price removed]")).length).toBeGreaterThan(5);
  expect(standingIn(files.map(({ text }) => text).join("\n"), needles).length).toBeGreaterThan(500);
});

/** The text of every answer that the page gets, as it comes. */
function everythingAnswered(page: Page): [string, string][] {
  const seen: [string, string][] = [];
  page.on("response", async (response) => {
    // A page itself is read as it stands.
    if (!/json|component|csv|plain/.test(response.headers()["content-type"] ?? "")) return;
    // A page that is left takes the text of its last answers with it.
    const text = await response.text().catch(() => "");
    seen.push([response.url(), text]);
  });
  return seen;
}

async function idsOn(page: Page, list: string): Promise<string[]> {
  const answer = await page.request.get(`${list}?limit=50`);
  expect(answer.ok(), list).toBe(true);
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
}
