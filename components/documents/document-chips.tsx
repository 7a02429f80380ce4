import { BadgeDollarSign, Flag, GitCompareArrows, Lock } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { WaitingChip } from "#components/runs/embedding-cell.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { DocumentDetail } from "#lib/corpus/schemas.ts";
import { plural } from "#lib/format/number.ts";

/** A document's state at a glance. */
export function DocumentChips({ document }: { document: DocumentDetail }) {
  const differs = document.metadata.filter((field) => field.manifest !== undefined).length;
  const of = (name: string) => document.metadata.find(({ field }) => field === name)?.value;
  const restricted = [of("visibility"), of("confidentiality")].filter(
    (value): value is string =>
      typeof value === "string" && value !== "public" && value !== "normal",
  );
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <StateChip state={document.status} />
      <StateChip state={document.embedMode} />
      <StateChip state={document.embeddingState} />
      <WaitingChip waiting={document.waiting} />
      {restricted.map((value) => (
        <Badge key={value} tone="warn" icon={Lock}>
          {value}
        </Badge>
      ))}
      {document.pricingSensitive ? (
        <Badge tone="warn" icon={BadgeDollarSign}>
          pricing-sensitive
        </Badge>
      ) : null}
      {document.guardrailFlags.map((flag) => (
        <Badge key={flag} tone="warn" icon={Flag}>
          {flag}
        </Badge>
      ))}
      {differs > 0 ? (
        <Badge tone="accent" icon={GitCompareArrows}>
          {plural(differs, "field")} unlike the manifest
        </Badge>
      ) : null}
      <CopyButton value={document.id} label="document id" />
      <Link
        href={`/guardrails/exposure/${document.id}` as Route}
        className="text-muted underline-offset-2 hover:text-foreground hover:underline"
      >
        Who had its text
      </Link>
    </div>
  );
}
