import type { FullConfig } from "@playwright/test";

/** The first page answers before the sample is there; the worker starts after it, so wait for that. */
export default async function waitForWorker(config: FullConfig): Promise<void> {
  const base = config.projects[0]?.use.baseURL;
  for (let tries = 0; tries < 240; tries++) {
    const health = await fetch(`${base}/api/health`).then(
      (answer) => answer.json() as Promise<{ worker?: string }>,
      () => undefined,
    );
    if (health?.worker === "ok") return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("No worker took jobs within two minutes.");
}
