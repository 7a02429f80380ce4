import { ArrowDown, ArrowUp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

/** Where a head leads, and how the column is sorted now. */
export type Sort = { href: string; sorted: "asc" | "desc" | undefined };

/** A column's head that sorts by it. */
export function SortLink({ href, sorted, children }: Sort & { children: ReactNode }) {
  const Arrow = sorted === "desc" ? ArrowDown : ArrowUp;
  return (
    <Link
      href={href as Route}
      scroll={false}
      className="inline-flex items-center gap-1 rounded hover:text-foreground"
    >
      {children}
      <Arrow className={cn("size-3", !sorted && "invisible")} aria-hidden />
    </Link>
  );
}

export function ariaSort(sort: Sort | undefined): "ascending" | "descending" | undefined {
  if (!sort?.sorted) return undefined;
  return sort.sorted === "asc" ? "ascending" : "descending";
}
