import { anchoredCanary, type Canary, likelyCanary, seeded } from "./canaries.ts";

type CanaryFile = { path: string; text: string; listed: boolean };

const perFile = 150;

/**
 * A corpus whose files hold so many amounts in prose, tables, lists, JSON, CSV, headings, metadata and file names,
 * and what to look for afterwards.
 */
export function canaryCorpus(count: number): { files: CanaryFile[]; planted: Canary[] } {
  const random = seeded(20_261_125);
  const planted = Array.from({ length: count }, (_, at) =>
    at % 4 === 3 ? likelyCanary(random) : anchoredCanary(random),
  );
  const files: CanaryFile[] = [];
  for (let from = 0; from < planted.length; from += perFile) {
    const part = planted.slice(from, from + perFile);
    const form = forms[files.length % forms.length] ?? prose;
    files.push({ ...form(part, files.length), listed: true });
  }
  const named = Array.from({ length: 10 }, (_, at) => 4_501 + at * 111);
  for (const amount of named)
    files.push({ path: `prices/case-${amount}-eur.md`, text: "# Case\n\nA case.", listed: true });
  return { files, planted };
}

type Form = (canaries: Canary[], n: number) => Omit<CanaryFile, "listed">;

const oneLine = (text: string) => text.replace(/\s*\n>?\s*/g, " ");

const prose: Form = (canaries, n) => ({
  path: `prices/prose-${n}.md`,
  text: `# Notes ${n}\n\n## 0. Metadata\n\n- Title: ${oneLine(canaries[0]?.text ?? "")}\n- Summary: ${oneLine(canaries[1]?.text ?? "")}\n- Tags: mx8, ${oneLine(canaries[2]?.text ?? "").replaceAll(",", "")}\n\n${canaries
    .map(({ text }, at) => (at % 10 === 0 ? `## ${oneLine(text)}\n\nThe MX8 in 12 gauge.` : text))
    .join("\n\n")}\n`,
});

const table: Form = (canaries, n) => ({
  path: `prices/table-${n}.md`,
  text: `# Table ${n}\n\n| Model | Note | Gauge |\n|---|---|---|\n${canaries
    .map(({ text }) => `| MX8 | ${oneLine(text).replaceAll("|", "/")} | 12 |`)
    .join("\n")}\n`,
});

const json: Form = (canaries, n) => ({
  path: `prices/object-${n}.json`,
  text: JSON.stringify({
    title: `Object ${n}`,
    items: canaries.map(({ text }, at) =>
      at % 2 === 0 ? { model: "MX8", note: text } : { model: "SC2", details: { remarks: [text] } },
    ),
  }),
});

const csv: Form = (canaries, n) => ({
  path: `prices/rows-${n}.csv`,
  text: `Model,Note,Gauge\n${canaries
    .map(({ text }) => `MX8,"${oneLine(text).replaceAll('"', '""')}",12`)
    .join("\n")}\n`,
});

const list: Form = (canaries, n) => ({
  path: `prices/list-${n}.md`,
  text: `# List ${n}\n\n${canaries.map(({ text }) => `- ${oneLine(text)}`).join("\n")}\n`,
});

const forms = [prose, table, json, csv, list];
