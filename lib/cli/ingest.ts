import { userInfo } from "node:os";
import { readOptions } from "#lib/cli/read-options.ts";
import { runCommand } from "#lib/cli/run-command.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readRunSummary } from "#lib/ingest/run-summary.ts";
import type { RunMode } from "#lib/ingest/runs-schemas.ts";
import { workCommand } from "#lib/ingest/work-command.ts";
import { progressLine, summaryText } from "./ingest-output.ts";

const usage = `Usage: pnpm ingest:v2 [options]
  --full             work every document through again
  --dry-run          say what would be done, write nothing in the corpus
  --audit            like --dry-run, but only what needs attention
  --path <path>      only this file or folder
  --category <name>  only this category
  --doc-type <name>  only this document type
  --yes              confirm a run that removes more than 10 % of the active documents
  --json             the result as JSON on standard output`;

const flag = { type: "boolean" } as const;
const text = { type: "string" } as const;

await runCommand({
  read: () =>
    readOptions(usage, {
      full: flag,
      "dry-run": flag,
      audit: flag,
      yes: flag,
      json: flag,
      path: text,
      category: text,
      "doc-type": text,
    }),
  work: async (db, options) => {
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    process.once("SIGTERM", () => stop.abort());
    const mode: RunMode = options.audit
      ? "audit"
      : options["dry-run"]
        ? "dry-run"
        : options.full
          ? "full"
          : "incremental";
    const { path, category, "doc-type": docType } = options;
    const run = {
      kind: "ingest" as const,
      mode,
      requestedBy: { id: null, label: `${userInfo().username} (command line)` },
      scope: {
        ...(path ? { path } : {}),
        ...(category ? { category } : {}),
        ...(docType ? { docType } : {}),
      },
      options: options.yes ? { yes: true } : {},
    };
    const id = await workCommand(db, run, {
      signal: stop.signal,
      onProgress: options.json ? () => undefined : progressLine(process.stderr),
    });
    const summary = await withRole(db, "perazzi_ingest", (tx) => readRunSummary(tx, id));
    console.log(options.json ? JSON.stringify(summary, null, 2) : summaryText(summary));
    if (summary.documents.failed > 0 || !summary.state.startsWith("succeeded"))
      process.exitCode = 1;
  },
});
