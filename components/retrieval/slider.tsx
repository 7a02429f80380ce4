import { useId } from "react";
import { cn } from "#components/ui/cn.ts";

type SliderProps = {
  label: string;
  value: number;
  /** Where the lane's base has it; shown where it was moved away. */
  from: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
};

/** A number to pull. The arrow keys work; a press on the old value goes back. */
export function Slider({ label, value, from, min, max, step, onChange }: SliderProps) {
  const id = useId();
  const moved = value !== from;
  return (
    <div className="grid grid-cols-[8.5rem_1fr_auto] items-center gap-2">
      <label htmlFor={id} className={cn("truncate text-xs", moved && "font-medium")}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={Math.min(min, value)}
        max={Math.max(max, value)}
        step={step}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-4 w-full accent-(--accent)"
      />
      <span className="flex w-20 items-baseline justify-end gap-1 font-mono text-xs">
        {moved ? (
          <button
            type="button"
            title={`Back to ${from}`}
            aria-label={`${label}: back to ${from}`}
            className="rounded text-muted line-through hover:text-foreground"
            onClick={() => onChange(from)}
          >
            {from}
          </button>
        ) : null}
        <output>{value}</output>
      </span>
    </div>
  );
}
