import { expect, test } from "./fixtures.ts";

const address = (lane: string, about = "") =>
  `/retrieval?q=frame&lane=production&lane=${encodeURIComponent(lane)}&about=${encodeURIComponent(about)}`;

test("an address edited by hand leaves the lab standing, and says what it cannot take", async ({
  page,
  signIn,
}) => {
  await signIn("QA");
  const lane = (name: string) => page.getByRole("region", { name: `Lane: ${name}` });
  for (const settings of ['{"filters":"x"}', '{"boosts":{"platform":"5"}}', '{"zzz":1}']) {
    await page.goto(address(`copy~${settings}`));
    await expect(lane("production").getByRole("listitem").first()).toBeVisible();
    await expect(lane("copy of production")).toContainText("This lane cannot be asked");
    // Nor does it stand under the figures of the lane whose settings it has otherwise.
    await expect(lane("copy of production")).not.toContainText(/results of|in both/);
  }
  await page.goto(address('copy~{"k":1000000}'));
  await expect(lane("copy of production")).toContainText("k: Too big");

  await page.goto(address("hybrid", '{"platforms":5,"topics":{"a":1}}'));
  await expect(lane("hybrid").getByRole("listitem").first()).toBeVisible();
  await expect(
    page.getByText("Left out of the address, as it makes no sense: about"),
  ).toBeVisible();
});
