import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { EditButton } from "#components/edit/edit-button.tsx";
import { NotAnEditor } from "#components/edit/not-an-editor.tsx";
import { FlagButton } from "#components/flags/flag-button.tsx";
import { OpenFlags } from "#components/flags/open-flags.tsx";
import { FollowRun } from "#components/runs/follow-run.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Flag } from "#lib/corpus/flag-schemas.ts";
import type { DocumentDetail } from "#lib/corpus/schemas.ts";
import { DocumentChips } from "./document-chips.tsx";
import { type DocumentTab, DocumentTabs } from "./document-tabs.tsx";

type ScreenProps = {
  document: DocumentDetail;
  tab: DocumentTab;
  mayEdit: boolean;
  flags: Flag[];
  /** Why the last run failed on it, where it did. */
  failure: ReactNode;
  /** The re-embed button, which belongs to the runs. */
  reembed: ReactNode;
  children: ReactNode;
};

/** One document: its state at a glance, and the part of it that was asked for. */
export function DocumentScreen({
  document,
  tab,
  mayEdit,
  flags,
  failure,
  reembed,
  children,
}: ScreenProps) {
  return (
    <>
      <nav aria-label="Breadcrumb" className="px-4 pt-3 text-xs text-muted">
        <Link href={"/documents" as Route} className="hover:underline">
          Documents
        </Link>
      </nav>
      <PageHeader
        title={document.title}
        purpose={
          <CopyButton value={document.path} label="path" className="-ml-1 text-left break-all">
            {document.path}
          </CopyButton>
        }
        action={
          <>
            <FlagButton subject="document" id={document.id} />
            {reembed}
            {mayEdit ? (
              <EditButton subject="document" id={document.id} label={document.path} />
            ) : (
              <NotAnEditor />
            )}
          </>
        }
      />
      <div className="px-4 pb-3">
        <DocumentChips document={document} />
      </div>
      <OpenFlags flags={flags} />
      {document.waiting ? <FollowRun /> : null}
      {failure}
      <DocumentTabs id={document.id} current={tab} />
      <div className="pt-2">{children}</div>
    </>
  );
}
