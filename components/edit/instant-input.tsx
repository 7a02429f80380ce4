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

/** A date and time on the clock of a named zone, and the instant that it means. */
export function InstantInput({ id, value, zone, onChange, ...described }: InstantProps) {
  const [text, setText] = useState(value ? localOf(value, zone) : "");
  const change = (next: string) => {
    setText(next);
    // What is no time stays what was typed: the form refuses it, where nothing would take the date away.
    onChange(next === "" ? null : (instantOf(next, zone) ?? next));
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
        aria-invalid={impossible || undefined}
        onChange={(event) => change(event.target.value)}
      />
      <p className="text-xs text-muted">
        {impossible
          ? `There is no such time in ${zone}: the clocks change.`
          : value
            ? `${zone}; that is ${exactTime(value, "UTC")}`
            : `On the clock of ${zone}`}
      </p>
    </div>
  );
}
