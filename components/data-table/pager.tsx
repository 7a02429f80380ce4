import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatCount } from "#lib/format/number.ts";

type PagerProps = {
  page: number;
  pageSize: number;
  total: number;
  noun: string;
  hrefOf: (page: number) => string;
};

/** Which rows of how many, and the way to the others. */
export function Pager({ page, pageSize, total, noun, hrefOf }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-2 text-muted"
    >
      <p>
        {formatCount(first)}–{formatCount(last)} of {formatCount(total)} {noun}
      </p>
      {pages > 1 ? (
        <div className="flex items-center gap-2">
          <PageLink href={page > 1 ? hrefOf(page - 1) : undefined}>
            <ChevronLeft aria-hidden /> Previous
          </PageLink>
          <span>
            Page {formatCount(page)} of {formatCount(pages)}
          </span>
          <PageLink href={page < pages ? hrefOf(page + 1) : undefined}>
            Next <ChevronRight aria-hidden />
          </PageLink>
        </div>
      ) : null}
    </nav>
  );
}

function PageLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href)
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    );
  return (
    <Button size="sm" asChild>
      <Link href={href as Route}>{children}</Link>
    </Button>
  );
}
