import { ArrowDown, ArrowUp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { MouseEvent, ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

/** Where a head leads, and how the column is sorted now; `go` takes a plain press instead of the server. */
export type Sort = {
  href: string;
  sorted: "asc" | "desc" | undefined;
  go?: () => void;
};

type SortLinkProps = Sort & { title?: string | undefined; children: ReactNode };

/** A column's head that sorts by it. */
export function SortLink({ href, sorted, go, title, children }: SortLinkProps) {
  const Arrow = sorted === "desc" ? ArrowDown : ArrowUp;
  const press = (event: MouseEvent) => {
    if (!go || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go();
  };
  return (
    <Link
      href={href as Route}
      scroll={false}
      prefetch={go ? false : null}
      onClick={press}
      title={title}
      className="inline-flex max-w-full items-center gap-1 rounded hover:text-foreground"
    >
      <span className="truncate">{children}</span>
      <Arrow className={cn("size-3 shrink-0", !sorted && "invisible")} aria-hidden />
    </Link>
  );
}

export function ariaSort(sort: Sort | undefined): "ascending" | "descending" | undefined {
  if (!sort?.sorted) return undefined;
  return sort.sorted === "asc" ? "ascending" : "descending";
}
