import { expect, expectAccessible, test } from "./fixtures.ts";

const question = "how do I find out what year my bicycle was made";

test("QA compares three lanes, sees why a document is missing, tries a boost, saves and shares", async ({
  page,
  signIn,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn("QA");
  await page.goto("/retrieval");
  await page.getByLabel("Query").fill(question);
  await page.keyboard.press("Control+Enter");
  const lane = (name: string) => page.getByRole("region", { name: `Lane: ${name}` });
  for (const name of ["production", "exact, no rerank", "hybrid"])
    await expect(lane(name).getByRole("listitem").first()).toBeVisible();

  // Why an expected document is missing.
  await page.getByRole("button", { name: "Why not this chunk?" }).click();
  await page.getByLabel("Document that is missed").fill("Wheels-and-First-Ride");
  await page.getByRole("button", { name: /First-Ride/ }).click();
  const filters = page.getByRole("region", { name: "Filters" });
  await expect(filters.getByRole("listitem").first()).toContainText(/passes|left out/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  // A boost, in a lane that may be changed; it re-orders without a new search.
  await page.getByLabel("Add a lane").selectOption("copy");
  const copy = lane("copy of production");
  await expect(copy.getByRole("listitem").first()).toBeVisible();
  await copy.getByRole("button", { name: /Adjust|Settings/ }).click();
  const slider = page.getByRole("slider").first();
  await slider.focus();
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowRight");
  await expect(copy.getByText("unsaved")).toBeVisible();

  await page.getByRole("button", { name: "Save…", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Stronger boost");
  await dialog.getByRole("button", { name: /^Save/ }).click();
  await expect(lane("Stronger boost").getByRole("listitem").first()).toBeVisible();

  await page.getByRole("button", { name: "Share" }).click();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("/");
  await page.goto(address);
  await expect(lane("Stronger boost").getByRole("listitem").first()).toBeVisible();
  await expect(page.getByLabel("Query")).toHaveValue(question);
});

test("a question is saved with what it should bring, frozen, and found again", async ({
  page,
  signIn,
}) => {
  await signIn("QA");
  await page.goto(`/retrieval?q=${encodeURIComponent(question)}`);
  const production = page.getByRole("region", { name: "Lane: production" });
  await production.getByRole("listitem").first().getByRole("button").first().click();
  await page.getByRole("button", { name: "Expect it here" }).click();
  await page.getByRole("button", { name: "Save query…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save the query" });
  await dialog.getByLabel("Name").fill("Year of manufacture");
  await dialog.getByRole("button", { name: "Save the query" }).click();
  await expect(dialog).toBeHidden();
  await expect(production.getByText("1 of 1 expected")).toBeVisible();

  await page.getByRole("button", { name: "Freeze" }).click();
  await expect(page.getByText(/unchanged since/)).toBeVisible();

  await page.goto("/retrieval/queries");
  await page.getByRole("link", { name: "Year of manufacture" }).click();
  await expect(production.getByText("1 of 1 expected")).toBeVisible();
});
