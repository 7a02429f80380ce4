"use client";

import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type DayBars, type DaySpan, type LookBack, lookBacks } from "#lib/format/days.ts";

const words: Record<LookBack, string> = {
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  "1y": "Last 52 weeks",
};

type SpanFilterProps = {
  span: DaySpan;
  /** The days that are shown, to begin with when somebody chooses days. */
  bars: DayBars;
  onChange: (span: DaySpan) => void;
};

/** Which days are looked at: so long back from today, or between two days. */
export function SpanFilter({ span, bars, onChange }: SpanFilterProps) {
  const chosen = Boolean(span.from || span.to);
  const change = (part: DaySpan) =>
    onChange({ time: undefined, from: bars.first, to: bars.last, ...part });
  return (
    <>
      <Select
        aria-label="Time"
        value={chosen ? "days" : (span.time ?? "30d")}
        onChange={({ target: { value } }) => {
          if (value === "days") return change({});
          const time = Object.keys(lookBacks).find((one) => one === value) as LookBack | undefined;
          onChange({ time: time === "30d" ? undefined : time, from: undefined, to: undefined });
        }}
      >
        {Object.entries(words).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
        <option value="days">Between two days</option>
      </Select>
      {chosen ? (
        <span className="flex items-center gap-1.5">
          <Day label="From" value={bars.first} onChange={(from) => change({ from })} />
          <span className="text-muted">to</span>
          <Day label="To" value={bars.last} onChange={(to) => change({ to })} />
        </span>
      ) : null}
    </>
  );
}

type DayProps = { label: string; value: string; onChange: (day: string) => void };

/** Takes effect when it is left or confirmed: half a typed year is no day to look at. */
function Day({ label, value, onChange }: DayProps) {
  const settle = (day: string) => {
    if (/^\d{4}-\d\d-\d\d$/.test(day) && day >= "1970-01-01" && day !== value) onChange(day);
  };
  return (
    <Input
      key={value}
      type="date"
      aria-label={label}
      className="w-36"
      defaultValue={value}
      onBlur={({ target }) => settle(target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle(event.currentTarget.value);
      }}
    />
  );
}
