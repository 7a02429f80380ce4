"use client";

import { type MouseEvent, type PointerEvent, type ReactNode, useId, useState } from "react";
import { type Along, bandPlace, notePlace, stepAt } from "./plot.ts";

type StageProps = {
  /** The chart in words. */
  summary: string;
  /** What one step is: "day", "week". */
  unit: string;
  count: number;
  along?: Along;
  /** What stands at one place, in words and as a note. */
  words: (at: number) => string;
  note: (at: number) => ReactNode;
  /** Called with the place that was clicked, or chosen with Enter. */
  onPick?: ((at: number) => void) | undefined;
  picked?: number | undefined;
  children: ReactNode;
};

/** Around a drawing of equal steps: pointer and arrow keys show what stands at a place, click and Enter pick it. */
export function Stage(props: StageProps) {
  const { summary, unit, count, along = "x", words, note, onPick, picked, children } = props;
  const [at, setAt] = useState<number | null>(null);
  const [last, setLast] = useState(along === "x" ? count - 1 : 0);
  const hint = useId();
  const point = (place: number | null) => {
    setAt(place);
    if (place !== null) setLast(place);
  };
  const shown = at === null ? null : Math.min(at, count - 1);
  const current = Math.min(last, count - 1);
  // A range grows upwards: its first step down the page is its largest value, so that arrow down goes down.
  const turned = (place: number) => (along === "x" ? place : count - 1 - place);
  const placeAt = (event: PointerEvent<HTMLElement> | MouseEvent<HTMLElement>) =>
    stepAt(along, event, event.currentTarget.getBoundingClientRect(), count);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the range below takes the keys.
    <div
      className="relative rounded-md has-focus-visible:outline-2 has-focus-visible:outline-accent"
      onPointerMove={(event) => point(placeAt(event))}
      onPointerDown={(event) => point(placeAt(event))}
      onPointerLeave={({ pointerType }) => {
        // A finger leaves when it lifts: what it touched stays to be read.
        if (pointerType !== "touch") setAt(null);
      }}
      onClick={(event) => {
        const place = placeAt(event);
        if (place !== null) onPick?.(place);
      }}
      style={onPick ? { cursor: "pointer" } : undefined}
    >
      {picked !== undefined && picked >= 0 ? (
        <Band place={bandPlace(along, picked, count)} look="bg-accent-soft" />
      ) : null}
      {shown === null ? null : <Band place={bandPlace(along, shown, count)} look="bg-hover" />}
      <div role="img" aria-label={summary} className="relative">
        {children}
      </div>
      <input
        type="range"
        className="sr-only"
        min={0}
        max={Math.max(0, count - 1)}
        value={turned(current)}
        aria-label={`One ${unit} of the chart`}
        aria-valuetext={words(current)}
        aria-orientation={along === "x" ? undefined : "vertical"}
        aria-describedby={onPick ? hint : undefined}
        onChange={(event) => point(turned(Number(event.target.value)))}
        onFocus={(event) => {
          if (event.target.matches(":focus-visible")) point(last);
        }}
        onBlur={() => setAt(null)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setAt(null);
          if (event.key === "Enter") onPick?.(current);
        }}
      />
      {onPick ? (
        <span id={hint} className="sr-only">
          Enter shows what it is made of.
        </span>
      ) : null}
      {shown === null ? null : (
        <div
          className="pointer-events-none absolute z-10 max-w-64 min-w-36 rounded-md border bg-raised px-2.5 py-2 text-xs wrap-anywhere shadow-float"
          style={notePlace(along, shown, count)}
        >
          {note(shown)}
        </div>
      )}
    </div>
  );
}

function Band({ place, look }: { place: ReturnType<typeof bandPlace>; look: string }) {
  return <div aria-hidden className={`absolute rounded-xs ${look}`} style={place} />;
}
