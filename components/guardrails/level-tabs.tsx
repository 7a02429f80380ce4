import type { Route } from "next";
import Link from "next/link";
import { cn } from "#components/ui/cn.ts";
import { formatCount } from "#lib/format/number.ts";
import { guardrailsQuery, type Level, type ScanRow } from "#lib/guardrail/scan-schemas.ts";

/** The three levels with how many places each has. */
export function LevelTabs({ level, scan }: { level: Level; scan: ScanRow }) {
  const tabs: [Level, string, number][] = [
    ["leak", "Leaks", scan.leaks],
    ["unmarked", "Without the flag", scan.unmarked],
    ["redacted on reading", "Redacted on reading", scan.redactedOnReading],
  ];
  return (
    <nav aria-label="Kinds of places" className="flex gap-1 overflow-x-auto border-b px-4">
      {tabs.map(([name, label, count]) => (
        <Link
          key={name}
          href={`/guardrails${guardrailsQuery({ level: name })}` as Route}
          aria-current={name === level ? "page" : undefined}
          className={cn(
            "flex h-9 items-center gap-1.5 border-b-2 px-2 whitespace-nowrap",
            name === level ? "border-accent font-medium" : "border-transparent text-muted",
          )}
        >
          {label}
          <span className="text-xs tabular-nums text-muted">{formatCount(count)}</span>
        </Link>
      ))}
    </nav>
  );
}
