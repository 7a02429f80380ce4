import type { ComparedQuestion } from "#lib/evaluate/compare-schemas.ts";
import { expect, expectAccessible, test } from "./fixtures.ts";

const about = [
  ...["frame", "fork", "wheels", "handlebar", "warranty", "paint", "lettering", "brazing"],
  ...["serial number", "dealer", "service centre", "rider", "race", "first ride", "tubes"],
  ...["mitring", "alignment", "fitting", "safety notice", "waiting list"],
];
const asks = [
  "how is the $ made",
  "what does the $ cost",
  "who looks after the $",
  "how long does the $ take",
  "can the $ be repaired",
  "which $ suits a long road",
  "what is special about the $",
  "where do I see the $",
  "when was the $ changed",
  "why does the $ matter",
];
const questions = about.flatMap((subject) => asks.map((ask) => ask.replace("$", subject)));

/** Rank-biased overlap of two rankings of one length by its definition (Webber et al. 2010, equation 30). */
function overlapOf(a: readonly string[], b: readonly string[]): number {
  const p = 0.9;
  const common = (depth: number) =>
    a.slice(0, depth).filter((id) => b.slice(0, depth).includes(id)).length;
  const depths = a.map((_, index) => index + 1);
  const sum = depths.reduce((all, depth) => all + (common(depth) / depth) * p ** depth, 0);
  return ((1 - p) / p) * sum + (common(a.length) / a.length) * p ** a.length;
}

test("200 pasted questions are run over two lanes, the most changed first, and 201 are refused", async ({
  page,
  signIn,
  context,
}) => {
  test.setTimeout(300_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn("QA");
  await page.goto("/retrieval/compare");
  const answers: Promise<{ items: ComparedQuestion[] }>[] = [];
  page.on("response", (response) => {
    // The request that Stop ends has no answer.
    const answer = () => response.json().catch(() => ({ items: [] }));
    if (response.url().endsWith("/api/retrieval/compare")) answers.push(answer());
  });
  const box = page.getByLabel("Questions, one a line");
  await box.fill([...questions, "one more"].join("\n"));
  await page.getByRole("button", { name: "Run both lanes" }).click();
  await expect(page.getByText("These are 201 questions; at most 200")).toBeVisible();
  await expect(page.getByText("Nothing is asked yet.")).toBeVisible();

  await box.fill(questions.join("\n"));
  await page.getByRole("button", { name: "Run both lanes" }).click();
  await expect(page.getByText(/^[1-9]\d* of 200 questions asked…/)).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/of 200 questions asked, then stopped:/)).toBeVisible();
  await page.getByRole("button", { name: /^Ask the 1?\d\d without an answer$/ }).click();
  await expect(page.getByText(/^200 of 200 questions asked:/)).toBeVisible({ timeout: 240_000 });
  await expect(page.getByText("These are 201 questions")).toBeHidden();

  // The order and the figures by the API's own answers.
  const items = (await Promise.all(answers)).flatMap((answer) => answer.items);
  const expected = new Map(
    items.map(({ text, lanes }) => {
      const [a, b] = lanes.map(({ results }) => results.map(({ chunkId }) => chunkId));
      if (!a || !b || a.length !== b.length) throw new Error(`lanes of unlike length: ${text}`);
      const common = a.filter((id) => b.includes(id)).length;
      return [text, { common, of: a.length, likeness: overlapOf(a, b) }];
    }),
  );
  const rows = page.getByRole("list", { name: "Questions by change" }).getByRole("listitem");
  await expect(rows).toHaveCount(200);
  const asked = await rows.getByRole("link").allTextContents();
  expect(asked.toSorted()).toEqual(questions.toSorted());
  const likeness = asked.map((text) => expected.get(text)?.likeness ?? Number.NaN);
  for (const [index, value] of likeness.entries())
    expect(value, asked[index]).toBeGreaterThanOrEqual((likeness[index - 1] ?? 0) - 1e-9);
  expect(Number(likeness[0])).toBeLessThan(Number(likeness.at(-1)));
  const shown = await rows.allTextContents();
  for (const [index, text] of asked.entries()) {
    const { common, of, likeness } = expected.get(text) ?? {};
    expect(shown[index]).toContain(`${common} of ${of} in both · RBO ${likeness?.toFixed(2)}`);
  }
  await expectAccessible(page);

  await page.getByRole("button", { name: "Copy as CSV" }).click();
  await expect(page.getByText("The comparison, as CSV, can be pasted now.")).toBeVisible();
  const csv = (await page.evaluate(() => navigator.clipboard.readText())).split("\r\n");
  expect(csv).toHaveLength(201);
  expect(csv[1]).toContain(`1,${asked[0]},production,hybrid,${likeness[0]?.toFixed(4)}`);

  // A row opens in the lab, with both lanes and the same figure; the list stays.
  const opened = context.waitForEvent("page");
  await rows.first().getByRole("link").click();
  const lab = await opened;
  await expect(lab.getByLabel("Query")).toHaveValue(asked[0] ?? "");
  const lane = (name: string) => lab.getByRole("region", { name: `Lane: ${name}` });
  await expect(lane("production").getByRole("listitem")).toHaveCount(12);
  await expect(lane("hybrid")).toContainText(`RBO ${likeness[0]?.toFixed(2).replace(/^0/, "")}`);
  await lab.close();
  await expect(rows).toHaveCount(200);
});
