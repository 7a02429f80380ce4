import { History } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ChangeSet } from "#lib/corpus/change-set-schemas.ts";
import { ChangeSetsTable } from "./change-sets-table.tsx";

type ScreenProps = {
  items: ChangeSet[];
  nextCursor: string | null;
  single: boolean;
  action: ReactNode;
  comingUp: ReactNode;
};

/** What people changed, newest first, and what dates will change by themselves. */
export function ChangesScreen({ items, nextCursor, single, action, comingUp }: ScreenProps) {
  return (
    <>
      <PageHeader
        title="Changes"
        purpose="What people changed, each with what it did and the way back."
        action={action}
      />
      <p className="flex gap-3 px-4 pb-2">
        <Tab href="/changes" current={single}>
          All changes
        </Tab>
        <Tab href="/changes?single=0" current={!single}>
          Of many rows
        </Tab>
      </p>
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <div className="border-t">
            {items.length > 0 ? (
              <ChangeSetsTable rows={items} />
            ) : (
              <EmptyState title="Nobody has changed anything yet" icon={History}>
                Edit a document, or select several under Documents and edit them together.
              </EmptyState>
            )}
          </div>
          {nextCursor ? (
            <p className="p-4">
              <Link
                className="underline"
                href={`/changes?cursor=${nextCursor}${single ? "" : "&single=0"}` as Route}
              >
                Earlier changes
              </Link>
            </p>
          ) : null}
        </div>
        <Panel title="Coming up, next 30 days" className="mx-4 min-w-0 xl:ml-0">
          {comingUp}
        </Panel>
      </div>
    </>
  );
}

function Tab({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <Link
      href={href as Route}
      aria-current={current ? "true" : undefined}
      className="text-muted hover:underline aria-[current]:font-medium aria-[current]:text-foreground"
    >
      {children}
    </Link>
  );
}
