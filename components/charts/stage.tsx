"use client";

import { type PointerEvent, type ReactNode, useId, useState } from "react";

/** Pixels that the axis takes at the left, and what is free at the right. */
export const plotEdges = { left: 48, right: 8 };

type StageProps = {
  /** The chart in words. */
  summary: string;
  /** What one step is: "day", "week". */
  unit: string;
  count: number;
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
  const { summary, unit, count, words, note, onPick, picked, children } = props;
  const [at, setAt] = useState<number | null>(null);
  const [last, setLast] = useState(count - 1);
  const hint = useId();
  const point = (place: number | null) => {
    setAt(place);
    if (place !== null) setLast(place);
  };
  const shown = at === null ? null : Math.min(at, count - 1);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the range below takes the keys.
    <div
      className="relative rounded-md has-focus-visible:outline-2 has-focus-visible:outline-accent"
      onPointerMove={(event) => point(placeAt(event, count))}
      onPointerDown={(event) => point(placeAt(event, count))}
      onPointerLeave={({ pointerType }) => {
        // A finger leaves when it lifts: what it touched stays to be read.
        if (pointerType !== "touch") setAt(null);
      }}
      onClick={(event) => {
        const place = placeAt(event, count);
        if (place !== null) onPick?.(place);
      }}
      style={onPick ? { cursor: "pointer" } : undefined}
    >
      {picked !== undefined && picked >= 0 ? (
        <Band at={picked} count={count} look="bg-accent-soft" />
      ) : null}
      {shown === null ? null : <Band at={shown} count={count} look="bg-hover" />}
      <div role="img" aria-label={summary} className="relative">
        {children}
      </div>
      <input
        type="range"
        className="sr-only"
        min={0}
        max={Math.max(0, count - 1)}
        value={Math.min(last, count - 1)}
        aria-label={`One ${unit} of the chart`}
        aria-valuetext={words(Math.min(last, count - 1))}
        aria-describedby={onPick ? hint : undefined}
        onChange={(event) => point(Number(event.target.value))}
        onFocus={(event) => {
          if (event.target.matches(":focus-visible")) point(last);
        }}
        onBlur={() => setAt(null)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setAt(null);
          if (event.key === "Enter") onPick?.(Math.min(last, count - 1));
        }}
      />
      {onPick ? (
        <span id={hint} className="sr-only">
          Enter shows what it is made of.
        </span>
      ) : null}
      {shown === null ? null : (
        <div
          className="pointer-events-none absolute top-1 z-10 max-w-64 min-w-36 rounded-md border bg-raised px-2.5 py-2 text-xs shadow-float"
          style={notePlace(shown, count)}
        >
          {note(shown)}
        </div>
      )}
    </div>
  );
}

const inner = `(100% - ${plotEdges.left + plotEdges.right}px)`;

function Band({ at, count, look }: { at: number; count: number; look: string }) {
  return (
    <div
      aria-hidden
      className={`absolute inset-y-0 rounded-xs ${look}`}
      style={{
        left: `calc(${plotEdges.left}px + ${inner} * ${at / count})`,
        width: `calc(${inner} / ${count})`,
      }}
    />
  );
}

/** Beside its bar, on the side where there is more room. */
function notePlace(at: number, count: number) {
  const middle = (at + 0.5) / count;
  return middle < 0.5
    ? { left: `calc(${plotEdges.left + 16}px + ${inner} * ${middle})` }
    : { right: `calc(${plotEdges.right + 16}px + ${inner} * ${1 - middle})` };
}

function placeAt(
  event: Pick<PointerEvent<HTMLElement>, "clientX" | "currentTarget">,
  count: number,
) {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const share =
    (event.clientX - left - plotEdges.left) / (width - plotEdges.left - plotEdges.right);
  return share < 0 || share >= 1 ? null : Math.floor(share * count);
}
