import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";

/** A list's first two values and how many more there are; all of them on hover. */
export function ListCell({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <Dash />;
  const rest = values.length - 2;
  return (
    <span className="flex items-center gap-1 overflow-hidden" title={values.join(", ")}>
      {values.slice(0, 2).map((value) => (
        <Badge key={value} className="min-w-0 font-normal">
          {value}
        </Badge>
      ))}
      {rest > 0 ? <span className="shrink-0 text-xs text-muted">+{rest}</span> : null}
    </span>
  );
}

/** Text in one line, whole on hover. */
export function TextCell({ text, mono = false }: { text: string | null; mono?: boolean }) {
  if (!text) return <Dash />;
  return (
    <span title={text} className={mono ? "font-mono text-xs text-muted" : undefined}>
      {text}
    </span>
  );
}

/** A moment that a person chose: the exact one, because the day is what matters. */
export function MomentCell({ at }: { at: string | null }): ReactNode {
  return at === null ? <Dash /> : <ExactTime at={at} />;
}

/** Nothing there. */
export function Dash() {
  return (
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">empty</span>
    </span>
  );
}
