import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { overrideEnv } from "#lib/env/override-env.ts";

type ManifestLine = {
  path: string;
  status?: string;
  pricing?: boolean;
  mode?: string;
  category?: string;
  docType?: string;
};

type TemporaryCorpus = {
  root: string;
  write(path: string, content: string | Uint8Array): void;
  drop(path: string): void;
  /** Replaces the manifest; `extra` are lines as they stand. */
  list(lines: ManifestLine[], extra?: string[]): void;
  remove(): void;
};

/** A corpus of its own in a temporary folder, and env() that names it. */
export function temporaryCorpus(): TemporaryCorpus {
  const root = mkdtempSync(join(tmpdir(), "corpus-"));
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write("corpus.json", JSON.stringify({ id: "test", name: "Test", manifest: "Manifest.md" }));
  overrideEnv({ CORPUS_ROOT: root });
  return {
    root,
    write,
    drop: (path) => rmSync(join(root, path)),
    list(lines, extra = []) {
      const rows = lines.map(
        ({
          path,
          status = "active",
          pricing = false,
          mode = "full",
          category = "texts",
          docType = "note",
        }) => `| ${path} | ${category} | ${docType} | ${status} | ${pricing} | ${mode} | |`,
      );
      const head =
        "| Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode | Notes |\n|---|---|---|---|---|---|---|";
      write("Manifest.md", `# Manifest\n\n${head}\n${[...rows, ...extra].join("\n")}\n`);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
