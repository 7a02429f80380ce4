import { cpus, totalmem, type } from "node:os";
import { benchApi } from "./api.ts";
import { benchBrowse } from "./browse.ts";
import { benchCharts } from "./charts.ts";
import { benchChunking } from "./chunking.ts";
import { benchCranfield } from "./cranfield.ts";
import { benchCrash } from "./crash.ts";
import { benchDocuments } from "./documents.ts";
import { benchEdit } from "./edit.ts";
import type { Figure } from "./figure.ts";
import { benchIngest } from "./ingest.ts";
import { benchIngestion } from "./ingestion.ts";
import { benchJavascript } from "./javascript.ts";
import { benchLab } from "./lab.ts";
import { benchRetrieval } from "./retrieval.ts";
import { benchRetrievalScale } from "./retrieval-scale.ts";
import { benchRuns } from "./runs.ts";
import { benchStartup } from "./startup.ts";

const benches: Record<string, () => Promise<Figure[]>> = {
  api: benchApi,
  browse: benchBrowse,
  charts: benchCharts,
  chunking: benchChunking,
  cranfield: benchCranfield,
  crash: benchCrash,
  documents: benchDocuments,
  edit: benchEdit,
  javascript: benchJavascript,
  ingest: benchIngest,
  ingestion: benchIngestion,
  lab: benchLab,
  retrieval: benchRetrieval,
  "retrieval-scale": benchRetrievalScale,
  runs: benchRuns,
  startup: benchStartup,
};

/** `pnpm bench [name …]`: measures, prints the machine and the figures. Asserts nothing. */
async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(
      `No such bench: ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`,
    );
    return 1;
  }
  console.log(machine());
  let failed = 0;
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    try {
      for (const figure of await bench()) console.log(line(figure));
    } catch (error) {
      failed += 1;
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failed > 0 ? 1 : 0;
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim() ?? "unknown processor"}, ${memory} GB, ${type()}, Node ${process.version}`;
}

function line({ name, value, goal, over }: Figure): string {
  const notes = [goal ? `goal ${goal}` : "", over ?? ""].filter(Boolean).join("; ");
  return `  ${name.padEnd(44)} ${value}${notes ? `   (${notes})` : ""}`;
}

process.exitCode = await main(process.argv.slice(2));
