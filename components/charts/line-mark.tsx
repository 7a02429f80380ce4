export type TimeLine = { key: string; label: string; color: string; dash?: string };

/** A small piece of what a line looks like. */
export function LineMark({ color, dash }: { color: string; dash?: string | undefined }) {
  return (
    <svg width="18" height="4" className="shrink-0" aria-hidden>
      <path d="M0 2h18" stroke={color} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}
