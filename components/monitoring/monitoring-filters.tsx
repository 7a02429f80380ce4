import type { Route } from "next";
import Link from "next/link";
import { cn } from "#components/ui/cn.ts";
import {
  type MonitoringState,
  monitoringDefaults,
  type Range,
  ranges,
} from "#lib/retrieve/monitor-schemas.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";

type MonitoringFiltersProps = {
  state: MonitoringState;
  /** The chosen consumer's name, where one is chosen. */
  consumer: string | null;
};

const callers = [
  { who: "api", label: "Programs" },
  { who: "lab", label: "The lab" },
  { who: "all", label: "Both" },
] as const;

/** The time and whose calls are looked at; the state is the URL. */
export function MonitoringFilters({ state, consumer }: MonitoringFiltersProps) {
  const to = (change: Partial<MonitoringState>) =>
    `/retrieval/monitoring${toQueryString(monitoringDefaults, { ...state, ...change })}` as Route;
  // The schema's keys are the ranges.
  const names = Object.keys(ranges) as Range[];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pb-3">
      <Choice label="Time">
        {names.map((range) => (
          <Option key={range} href={to({ range })} current={state.range === range}>
            {ranges[range].label}
          </Option>
        ))}
      </Choice>
      <Choice label="Callers">
        {callers.map(({ who, label }) => (
          <Option key={who} href={to({ who })} current={state.who === who}>
            {label}
          </Option>
        ))}
        {consumer === null ? null : (
          <Option href={to({})} current>
            {consumer}
          </Option>
        )}
      </Choice>
    </div>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-px rounded-md border p-px">
      {children}
    </nav>
  );
}

type OptionProps = { href: Route; current: boolean; children: React.ReactNode };

function Option({ href, current, children }: OptionProps) {
  return (
    <Link
      href={href}
      aria-current={current ? "true" : undefined}
      className={cn(
        "inline-flex h-7 items-center rounded px-2 text-xs hover:bg-hover",
        current && "bg-selected font-medium",
      )}
    >
      {children}
    </Link>
  );
}
