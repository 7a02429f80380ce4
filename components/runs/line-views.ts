import type { TimeLine } from "#components/charts/line-mark.tsx";
import { axisCount, axisDuration, formatCount, formatDuration } from "#lib/format/number.ts";
import type { RunBar } from "#lib/ingest/run-chart-schemas.ts";

type LineView = {
  title: string;
  lines: readonly TimeLine[];
  values: (bar: RunBar) => Record<string, number | null>;
  words: (value: number) => string;
  axisWords: (value: number) => string;
  kind?: "duration";
  empty: string;
};

const perMinute = (value: number) =>
  `${value < 10 ? Number(value.toFixed(1)) : formatCount(Math.round(value))} a minute`;

export const lineViews: Record<"duration" | "throughput", LineView> = {
  duration: {
    title: "How long runs took",
    lines: [
      { key: "half", label: "Half within", color: "var(--accent)" },
      { key: "most", label: "95 of 100 within", color: "var(--warn)", dash: "5 3" },
      { key: "longest", label: "Longest", color: "var(--muted)", dash: "1 3" },
    ],
    values: ({ duration }) => ({
      half: duration?.half ?? null,
      most: duration?.most ?? null,
      longest: duration?.longest ?? null,
    }),
    words: formatDuration,
    axisWords: axisDuration,
    kind: "duration",
    empty: "No run ended in this time.",
  },
  throughput: {
    title: "Throughput while runs work",
    lines: [
      { key: "chunksEmbedded", label: "Chunks embedded", color: "var(--accent)" },
      { key: "documents", label: "Documents looked at", color: "var(--muted)", dash: "5 3" },
    ],
    values: ({ throughput }) => throughput,
    words: perMinute,
    axisWords: axisCount,
    empty: "No run ended in this time.",
  },
};
