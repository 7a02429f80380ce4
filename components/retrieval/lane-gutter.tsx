import { cn } from "#components/ui/cn.ts";
import { laneLines, linePath } from "./lane-lines.ts";

type GutterProps = {
  left: readonly string[] | undefined;
  right: readonly string[] | undefined;
  rowHeight: number;
  /** The chunks that are pointed at or open. */
  lit: readonly (string | undefined)[];
};

/** Lines between two lanes: each joins a chunk's rows; a dashed stub is a chunk that stands on one side only. */
export function LaneGutter({ left, right, rowHeight, lit }: GutterProps) {
  const height = Math.max(left?.length ?? 0, right?.length ?? 0, 1) * rowHeight;
  const lines = left && right ? laneLines(left, right) : [];
  return (
    <svg
      aria-hidden
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      className="block w-full"
      style={{ height }}
    >
      {lines
        .toSorted((a, b) => Number(lit.includes(a.id)) - Number(lit.includes(b.id)))
        .map((line) => {
          const joined = line.from !== null && line.to !== null;
          return (
            <path
              key={line.id}
              d={linePath(line, rowHeight)}
              vectorEffect="non-scaling-stroke"
              strokeDasharray={joined ? undefined : "2 3"}
              className={cn(
                "fill-none",
                lit.includes(line.id)
                  ? "stroke-accent stroke-[2.5px]"
                  : joined && line.from !== line.to
                    ? "stroke-muted stroke-[1.25px]"
                    : "stroke-line-strong stroke-[1.25px]",
              )}
            />
          );
        })}
    </svg>
  );
}
