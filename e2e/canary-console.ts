import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { canaryCorpus } from "#lib/testing/canary-corpus.ts";
import { withOwnConsole } from "./own-console.ts";

export const { files, planted } = canaryCorpus(3_000);

/** A console over a corpus of price lists with 3,000 amounts in it. */
export const test = withOwnConsole(() => {
  const root = mkdtempSync(join(tmpdir(), "console-canaries-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const { path, text } of files) write(path, text);
  const rows = files.map(({ path }) => `| ${path} | pricing-lists | note | active | true | full |`);
  const head =
    "| Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode |\n|---|---|---|---|---|---|";
  write("Manifest.md", `# Manifest\n\n${head}\n${rows.join("\n")}\n`);
  write(
    "corpus.json",
    JSON.stringify({ id: "canaries", name: "Canaries", manifest: "Manifest.md" }),
  );
  return root;
});
