import type { Page } from "@playwright/test";

const presses = 60;

/**
 * Milliseconds from a key on a slider to the frame that shows its effect: in the lab, where the rows of an
 * adjusted lane are ordered anew, and on a bare slider that writes its number beside itself.
 */
export async function measureSlider(
  page: Page,
  query: string,
): Promise<{ lab: number[]; bare: number[] }> {
  const lanes = ["production", "exact", "hybrid", "copy"].map((lane) => `&lane=${lane}`).join("");
  await page.goto(`/retrieval?q=${encodeURIComponent(query)}${lanes}&panel=adjust&at=3`);
  const lane = page.getByRole("region", { name: "Lane: copy of production" });
  await lane.getByRole("listitem").first().waitFor();
  await page.getByRole("slider", { name: "keyword, first" }).waitFor();
  await page.waitForLoadState("networkidle");
  const lab = await press(page, 'input[type="range"]', "[data-lane]:nth-last-of-type(1)");
  await page.setContent(
    '<input type="range" min="0" max="100" value="10" aria-label="bare"><p data-lane>10</p>',
  );
  await page.evaluate(() => {
    const input = document.querySelector("input");
    const shown = document.querySelector("[data-lane]");
    input?.addEventListener("input", () => {
      if (shown) shown.textContent = input.value;
    });
  });
  return { lab, bare: await press(page, "input", "[data-lane]") };
}

/** Presses arrow keys on the first slider that changes what `shown` shows; one after the other. */
async function press(page: Page, slider: string, shown: string): Promise<number[]> {
  await watch(page, shown);
  const wanted = page.getByRole("slider", { name: "keyword, first" });
  const input = (await wanted.count()) > 0 ? wanted : page.locator(slider).first();
  await input.focus();
  const ms: number[] = [];
  for (let at = 0; at < presses; at++) {
    await page.evaluate(() => {
      window.shownAfter = undefined;
    });
    await page.keyboard.press(at % 20 < 10 ? "ArrowRight" : "ArrowLeft");
    const took = await page
      .waitForFunction(() => window.shownAfter, undefined, { timeout: 2_000 })
      .then((handle) => handle.jsonValue());
    if (took !== undefined) ms.push(took);
  }
  return ms;
}

/** Notes the time from each input to the end of the frame in which what is shown has changed. */
function watch(page: Page, shown: string): Promise<void> {
  return page.evaluate((selector) => {
    let since: number | undefined;
    document.addEventListener("input", (event) => (since = event.timeStamp), true);
    const lanes = document.querySelectorAll(selector);
    const watched = lanes[lanes.length - 1];
    if (!watched) throw new Error(`nothing is shown at ${selector}`);
    new MutationObserver(() => {
      if (since === undefined) return;
      const start = since;
      since = undefined;
      // After the frame's paint: a message posted from within it is handled next.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          window.shownAfter = performance.now() - start;
        };
        channel.port2.postMessage(undefined);
      });
    }).observe(watched, { subtree: true, childList: true, characterData: true, attributes: true });
  }, shown);
}

declare global {
  interface Window {
    shownAfter: number | undefined;
  }
}
