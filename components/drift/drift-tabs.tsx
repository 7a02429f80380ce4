import type { Route } from "next";
import Link from "next/link";

/** The two ways in which stored values drift: from the manifest, and by other programs. */
export function DriftTabs({ current }: { current: "manifest" | "outside" }) {
  return (
    <nav aria-label="Kinds of drift" className="flex gap-4 px-4 pb-2">
      <Tab href="/drift" current={current === "manifest"}>
        From the manifest
      </Tab>
      <Tab href="/drift/outside" current={current === "outside"}>
        Written by other programs
      </Tab>
    </nav>
  );
}

function Tab({ href, current, children }: { href: string; current: boolean; children: string }) {
  return (
    <Link
      href={href as Route}
      aria-current={current ? "page" : undefined}
      className="text-muted hover:underline aria-[current]:font-medium aria-[current]:text-foreground"
    >
      {children}
    </Link>
  );
}
