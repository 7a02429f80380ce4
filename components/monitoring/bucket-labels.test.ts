import { expect, test } from "vitest";
import { bucketLabel, bucketTick } from "./bucket-labels.ts";

test.each([
  ["1h", "24 Nov 06:02", "06:02"],
  ["24h", "24 Nov 06:02", "06:02"],
  ["7d", "24 Nov 06:02", "24 Nov"],
  ["30d", "24 Nov", "24 Nov"],
] as const)("over %s a bar is %s, and %s under the axis", (range, label, tick) => {
  expect(bucketLabel("2026-11-24T06:02:00.000Z", range)).toBe(label);
  expect(bucketTick(range)(label)).toBe(tick);
});
