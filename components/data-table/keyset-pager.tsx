"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { formatCount } from "#lib/format/number.ts";

type PagerProps = {
  shown: number;
  /** How many match; undefined while nobody knows. */
  total: { count: number; exact: boolean } | undefined;
  noun: readonly [string, string];
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
};

/** How many rows of how many, and the way to the ones before and after. */
export function KeysetPager({ shown, total, noun, onPrevious, onNext }: PagerProps) {
  // Everything that matches is on this page: then its number is known, whatever was estimated.
  const whole = !onPrevious && !onNext;
  const count = whole ? shown : total?.count;
  const about = whole || total?.exact !== false ? "" : "about ";
  return (
    <nav
      aria-label="Pages"
      className="flex min-h-10 items-center justify-between gap-2 border-t px-4 text-muted"
    >
      <p>
        {count === undefined
          ? `${formatCount(shown)} ${noun[1]} here`
          : whole
            ? `${formatCount(count)} ${noun[count === 1 ? 0 : 1]}`
            : `${formatCount(shown)} of ${about}${formatCount(count)} ${noun[1]}`}
      </p>
      {whole ? null : (
        <div className="flex items-center gap-2">
          <Button size="sm" disabled={!onPrevious} onClick={onPrevious}>
            <ChevronLeft aria-hidden /> Previous
          </Button>
          <Button size="sm" disabled={!onNext} onClick={onNext}>
            Next <ChevronRight aria-hidden />
          </Button>
        </div>
      )}
    </nav>
  );
}
