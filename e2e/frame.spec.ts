import { expect, expectAccessible, running, test } from "./fixtures.ts";

test("Ctrl-K jumps to a document and to a page, by the keyboard alone", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await running(page);
  await page.keyboard.press("Control+k");
  const jump = page.getByRole("dialog", { name: "Search or jump" });
  await expect(jump.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("year of manufacture");
  await expect(jump.getByRole("option", { name: /Serial numbers and year/ })).toBeVisible();
  await expect(jump.getByRole("option", { name: /Serial numbers and year/ })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("ArrowDown");
  await expect(jump.getByRole("option", { name: "Ask the lab" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("ArrowUp");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(jump).toBeHidden();
  await expect(
    page.getByRole("heading", { level: 1, name: /Serial numbers and year/ }),
  ).toBeVisible();

  await page.keyboard.press("Control+k");
  await expect(jump.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("lab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Retrieval lab" })).toBeVisible();
});

test("a page that a role may not open is not offered; ? shows the keys, Esc closes", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await running(page);
  await page.getByRole("button", { name: /Search or jump/ }).click();
  await expect(page.getByRole("combobox", { name: "Search or jump" })).toBeFocused();
  await page.keyboard.type("staff");
  await expect(page.getByRole("option", { name: "Ask the lab" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Staff" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the navigation says how many documents there are", async ({ page, signIn }) => {
  await signIn("Viewer");
  const link = page.getByRole("navigation").getByRole("link", { name: /^Documents/ });
  await expect(link).toContainText(/\d/);
  const shown = Number(((await link.textContent()) ?? "").replace(/\D/g, ""));
  await page.goto("/documents");
  await expect(page.getByText(new RegExp(`\\b${shown} documents`))).toBeVisible();
});
