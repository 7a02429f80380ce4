import { appendFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const diaryCount = 48;

const works = ["brazing", "mitring", "painting", "wheel building", "lettering", "alignment"];
const riders = ["Agnese", "Bruno", "Carlotta", "Dario", "Elena", "Fulvio", "Greta", "Livio"];

/** A copy of the bundled sample with a workshop diary of many weeks in its manifest: files without a summary of their own. */
export function makeDiaryCorpus(): string {
  const root = mkdtempSync(join(tmpdir(), "console-diary-"));
  cpSync("supabase/corpus", root, { recursive: true });
  mkdirSync(join(root, "Workshop-Diary"));
  const rows = Array.from({ length: diaryCount }, (_, index) => writeWeek(root, index + 1));
  appendFileSync(
    join(root, "Source-Corpus.md"),
    `\n## 9. Workshop diary\n\n| Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode | Notes |\n|---|---|---|---|---|---|---|\n${rows.join("\n")}\n`,
  );
  return root;
}

function writeWeek(root: string, week: number): string {
  const path = `Workshop-Diary/Week-${String(week).padStart(2, "0")}.md`;
  const work = works[week % works.length];
  const rider = riders[week % riders.length];
  writeFileSync(
    join(root, path),
    `# Workshop diary, week ${week}\n\nThis week was a week of ${work}. ${rider} came to the workshop to watch the ${work} of a frame, and the ${work} went well until Thursday, when the light failed and we stopped. We wrote down what we learned about ${work}: go slowly, measure twice, and let ${rider} ask before the torch is lit.\n\n## Visitors of week ${week}\n\n${rider} brought a bicycle from the attic and asked how old it was. We read its serial number together in the diary and found its year.\n`,
  );
  return `| ${path} | company-info | events | active | false | full | Diary. |`;
}
