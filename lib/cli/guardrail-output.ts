import { redactionVersion } from "#lib/guardrail/redact.ts";
import type { ScanTotals } from "#lib/guardrail/run-scan.ts";
import type { Place } from "#lib/guardrail/scan-schemas.ts";

type Out = { write(text: string): unknown };
type ScanOutput = { place(place: Place): void; end(totals: ScanTotals): void };

/** One line a place, as it is found; the figures below. */
export function textOutput(out: Out): ScanOutput {
  return {
    place: ({ level, relation, rowKey, field }) =>
      out.write(`${level.padEnd(19)}  ${relation}  ${rowKey}  ${field}\n`),
    end: (totals) => {
      const count = (n: number) => n.toLocaleString("en-GB");
      out.write(
        `${count(totals.rows)} rows searched by the rules ${redactionVersion}: ${count(totals.leak)} leaks, ` +
          `${count(totals["redacted on reading"])} redacted on reading, ${count(totals.unmarked)} in documents without the pricing flag.\n`,
      );
      if (totals.unread.length > 0)
        out.write(
          `Not searched, because this login may not read them: ${totals.unread.join(", ")}\n`,
        );
    },
  };
}

/** One JSON document, written place by place. */
export function jsonOutput(out: Out): ScanOutput {
  let before = '{"places": [';
  return {
    place(place) {
      out.write(`${before}\n  ${JSON.stringify(place)}`);
      before = ",";
    },
    end(totals) {
      const open = before === "," ? "\n" : before;
      const { rows, leak, unmarked, unread, "redacted on reading": redactedOnReading } = totals;
      const figures = { rows, leaks: leak, redactedOnReading, unmarked, unread, redactionVersion };
      out.write(`${open}],\n"totals": ${JSON.stringify(figures)}}\n`);
    },
  };
}
