import { formatCount } from "#lib/format/number.ts";

type BarProps = { label: string; done: number; total: number };

/** So much of so much, as a bar and in words; without a total only the word that it has not begun. */
export function ProgressBar({ label, done, total }: BarProps) {
  const share = total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * 100);
  return (
    <div>
      <div className="mb-1 flex justify-between gap-4">
        <span>{label}</span>
        <span className="tabular-nums">
          {total === 0 ? (
            <span className="text-muted">not planned yet</span>
          ) : (
            <>
              {formatCount(Math.min(done, total))} of {formatCount(total)}{" "}
              <span className="text-muted">{share} %</span>
            </>
          )}
        </span>
      </div>
      <progress
        className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
        value={Math.min(done, total)}
        max={Math.max(1, total)}
        aria-label={label}
      />
    </div>
  );
}
