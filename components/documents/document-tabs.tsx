import type { Route } from "next";
import Link from "next/link";
import { cn } from "#components/ui/cn.ts";

export const documentTabs = ["text", "metadata", "retrieval", "history", "runs"] as const;
export type DocumentTab = (typeof documentTabs)[number];

const words: Record<DocumentTab, string> = {
  text: "Text",
  metadata: "Metadata",
  retrieval: "Retrieval",
  history: "History",
  runs: "Runs",
};

/** The parts of a document's page, each with its own link. */
export function DocumentTabs({ id, current }: { id: string; current: DocumentTab }) {
  return (
    <nav aria-label="Parts of the document" className="flex gap-4 overflow-x-auto border-b px-4">
      {documentTabs.map((tab) => (
        <Link
          key={tab}
          href={`/documents/${id}${tab === "text" ? "" : `?tab=${tab}`}` as Route}
          aria-current={tab === current ? "page" : undefined}
          className={cn(
            "-mb-px flex h-9 items-center border-b-2 hover:text-foreground",
            tab === current ? "border-accent font-medium" : "border-transparent text-muted",
          )}
        >
          {words[tab]}
        </Link>
      ))}
    </nav>
  );
}
