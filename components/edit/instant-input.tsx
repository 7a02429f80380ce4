"use client";

import { useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { exactTime } from "#lib/format/time.ts";
import { instantOf, localOf } from "#lib/format/zone.ts";

type InstantProps = {
  id?: string;
  "aria-label"?: string;
  value: string | null;
  zone: string;
  onChange: (iso: string | null) => void;
};

/** Of a date or time that was typed in part. */
const half = "unfinished";

/** A date and time on the clock of a named zone, and the instant that it means. */
export function InstantInput({ id, value, zone, onChange, ...described }: InstantProps) {
  const [text, setText] = useState(() => (value ? localOf(value, zone) : ""));
  const [unfinished, setUnfinished] = useState(false);
  const read = ({ value: next, validity }: HTMLInputElement) => {
    if (next === text && validity.badInput === unfinished) return;
    setText(next);
    setUnfinished(validity.badInput);
    // What is no time stays what was typed: the form refuses it, where nothing would take the date away.
    onChange(validity.badInput ? half : next === "" ? null : (instantOf(next, zone) ?? next));
  };
  const impossible = text !== "" && instantOf(text, zone) === undefined;
  return (
    <div className="flex flex-col gap-1">
      <Input
        {...(id ? { id } : {})}
        {...described}
        type="datetime-local"
        value={text}
        max="9999-12-31T23:59"
        aria-invalid={impossible || unfinished || undefined}
        onChange={(event) => read(event.target)}
        // A browser tells of no change while a part is missing, and has no text for it.
        onKeyUp={(event) => read(event.currentTarget)}
        onBlur={(event) => read(event.currentTarget)}
      />
      <p className="text-xs text-muted">
        {unfinished
          ? "A part of the date or time is missing: fill it in, or empty all of it."
          : impossible
            ? `There is no such time in ${zone}: the clocks change.`
            : value
              ? `${zone}; that is ${exactTime(value, "UTC")}`
              : `On the clock of ${zone}`}
      </p>
    </div>
  );
}
