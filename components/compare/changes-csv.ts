import { csvRow } from "#components/retrieval/lane-exports.ts";
import type { Change } from "./order-by-change.ts";

const header = [
  "place",
  "question",
  "first_lane",
  "second_lane",
  "rbo",
  "in_both",
  "of",
  "expected",
  "expected_in_first",
  "expected_in_second",
  "only_in_first",
  "only_in_second",
  "not_answered",
];

/** RFC 4180, one row a question in the order given; what only one lane returns one title a line. Pure. */
export function changesCsv(
  changes: readonly Change[],
  [first, second]: readonly [{ name: string }, { name: string }],
): string {
  const rows = changes.map(
    ({ asked, compared, likeness, common, of, gone, came, found }, index) => {
      const problems = compared.lanes.flatMap(({ problem }, at) =>
        problem === null ? [] : [`${at === 0 ? first.name : second.name}: ${problem}`],
      );
      const figures = likeness === null ? ["", "", ""] : [Number(likeness.toFixed(4)), common, of];
      const about = [index + 1, asked.text, first.name, second.name];
      const judged = [asked.expected.length, ...found];
      const only = likeness === null ? ["", ""] : [gone.join("\n"), came.join("\n")];
      return csvRow([...about, ...figures, ...judged, ...only, problems.join("\n")]);
    },
  );
  return [csvRow(header), ...rows].join("\r\n");
}
