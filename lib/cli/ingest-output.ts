import type { RunProgress } from "#lib/ingest/run-ingest.ts";
import type { RunSummary } from "#lib/ingest/run-summary.ts";

type Out = { isTTY?: boolean; columns?: number; write(text: string): unknown };

/** Shows progress: one bar that is drawn over on a terminal, a line for each document elsewhere. */
export function progressLine(out: Out): (progress: RunProgress) => void {
  return ({ done, total, path }) => {
    if (!out.isTTY) {
      if (path !== null) out.write(`[${done}/${total}] ${path}\n`);
      return;
    }
    const width = 30;
    const filled = total === 0 ? width : Math.round((done / total) * width);
    const bar = `${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${total}`;
    // A line that the terminal wraps cannot be drawn over.
    const room = Math.max(1, Math.min(60, (out.columns || 80) - bar.length - 2));
    out.write(`\r\x1b[2K${bar} ${(path ?? "").slice(-room)}${done === total ? "\n" : ""}`);
  };
}

/** What a run did, as text: what went wrong or would be done, then a table of its figures. */
export function summaryText(run: RunSummary): string {
  const notable = run.events.filter(
    ({ level }) => level !== "info" || run.mode === "dry-run" || run.mode === "audit",
  );
  const lines = notable.map(({ level, action, path, reason, message }) =>
    [level === "info" ? action : level, path, message ?? reason].filter(Boolean).join("  "),
  );
  const { documents, chunks } = run;
  const seconds =
    run.startedAt && run.finishedAt
      ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000
      : 0;
  const figures: [string, string | number][] = [
    ["state", run.state],
    ["mode", run.mode],
    ["documents", documents.scanned],
    ["  new", documents.new],
    ["  updated", documents.updated],
    ["  repaired", documents.repaired],
    ["  unchanged", documents.skipped],
    ["  removed", documents.removed],
    ["  failed", documents.failed],
    ["chunks written", chunks.written],
    ["chunks kept", chunks.reused],
    ["chunks removed", chunks.removed],
    ["chunks embedded", chunks.embedded],
    ["embedding model", run.embeddingModel ?? "none"],
    ["embedding requests", run.embeddingRequests],
    ["tokens", run.tokens],
    ["warnings", run.warnings],
    ["seconds", seconds.toFixed(1)],
    ["run", run.id],
  ];
  const table = figures.map(([name, value]) => `${name.padEnd(20)} ${value}`);
  return [...lines, ...(lines.length > 0 ? [""] : []), ...table].join("\n");
}
