import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

/** A number that leads to what it counts. */
export function NumberLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      href={to as Route}
      className="underline decoration-line-strong underline-offset-4 hover:decoration-foreground"
    >
      {children}
    </Link>
  );
}
