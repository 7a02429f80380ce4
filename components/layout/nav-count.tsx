import { LoaderCircle } from "lucide-react";
import { formatCount } from "#lib/format/number.ts";
import type { NavItem } from "./nav-items.ts";

type NavCountProps = { kind: NonNullable<NavItem["count"]>; count: number };

/** The number beside a link. Counting stops at 100,000, which then stands for "or more". */
export function NavCount({ kind, count }: NavCountProps) {
  if (kind === "there are")
    return (
      <span className="ml-auto text-xs text-muted">
        {count >= 100_000 ? "100k+" : formatCount(count)}
      </span>
    );
  if (count === 0) return null;
  return (
    <span className="ml-auto flex items-center gap-1 text-xs font-medium text-warn">
      {kind === "running" ? <LoaderCircle className="size-3 animate-spin" aria-hidden /> : null}
      {formatCount(count)}
      <span className="sr-only">{kind === "running" ? "running" : "need a look"}</span>
    </span>
  );
}
