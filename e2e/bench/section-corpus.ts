import type { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";

/** Texts of a hundred sections each, long enough to be a chunk of its own; another edition changes each of them. */
export function writeSections(
  corpus: ReturnType<typeof temporaryCorpus>,
  sections: number,
  edition: number,
): void {
  const documents = Array.from({ length: Math.ceil(sections / 100) }, (_, at) => `text-${at}.md`);
  for (const [at, path] of documents.entries())
    corpus.write(
      path,
      Array.from({ length: 100 }, (_, n) => section(at * 100 + n, edition)).join("\n\n"),
    );
  corpus.list(documents.map((path) => ({ path })));
}

/** A question of words that the sections hold; each number another one. */
export function questionOf(n: number): string {
  return `${word(n)} ${word(n * 7)} number ${n}`;
}

function section(n: number, edition: number): string {
  const words = Array.from({ length: 640 }, (_, at) => word(n * 31 + at * at + edition));
  return `## Section ${n}\n\nEdition ${edition}. ${words.join(" ")}.`;
}

const words =
  "barrel frame wheel lug steel carbon paint serial number year works hand brazed tube fork saddle chain service warranty dealer rider race medal maker station file polish engrave stock walnut trigger balance weight fitting measure order delivery colour finish".split(
    " ",
  );

function word(n: number): string {
  return words[Math.abs(n * 2_654_435_761) % words.length] ?? "frame";
}
