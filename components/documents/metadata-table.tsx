import { Bot, DatabaseZap, FileText, type LucideIcon, ScrollText, UserPen } from "lucide-react";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ValueText } from "#components/ui/value-text.tsx";
import type { MetadataField, Origin } from "#lib/corpus/schemas.ts";
import { plural } from "#lib/format/number.ts";
import { hasValue } from "#lib/format/value.ts";

const origins: Record<Origin, { word: string; tone: Tone; icon: LucideIcon }> = {
  curated: { word: "person", tone: "accent", icon: UserPen },
  manifest: { word: "manifest", tone: "neutral", icon: ScrollText },
  derived: { word: "derived", tone: "neutral", icon: Bot },
  file: { word: "file", tone: "neutral", icon: FileText },
  "other writer": { word: "another writer", tone: "warn", icon: DatabaseZap },
};

/** Where it is told who set the value, and when. */
const byKnown: Origin[] = ["curated", "other writer"];

/** Every field with the value in force and its origin; empty fields are folded away. */
export function MetadataTable({ fields }: { fields: MetadataField[] }) {
  const filled = fields.filter((field) => hasValue(field.value));
  const empty = fields.filter((field) => !hasValue(field.value));
  return (
    <>
      <dl className="divide-y divide-line">
        {filled.map((field) => (
          <FieldRow key={field.field} field={field} />
        ))}
      </dl>
      {empty.length > 0 ? (
        <details className="mt-2 text-muted">
          <summary>{plural(empty.length, "field is", "fields are")} empty</summary>
          <p className="mt-1">{empty.map(({ field }) => field.replaceAll("_", " ")).join(", ")}</p>
        </details>
      ) : null}
    </>
  );
}

function FieldRow({ field }: { field: MetadataField }) {
  const { word, tone, icon } = origins[field.origin];
  return (
    <div
      id={`field-${field.field}`}
      className="grid scroll-mt-4 grid-cols-[8.5rem_minmax(0,1fr)_auto] items-start gap-2 py-1.5 target:bg-selected"
    >
      <dt className="text-muted">{field.field.replaceAll("_", " ")}</dt>
      <dd className="break-words">
        <ValueText value={field.value} />
        {field.manifest === undefined ? null : (
          <span className="block text-xs text-muted">
            The manifest says: <ValueText value={field.manifest} />
          </span>
        )}
        {field.by && field.at && byKnown.includes(field.origin) ? (
          <span className="block text-xs text-muted">
            {field.by}, <RelativeTime at={field.at} />
          </span>
        ) : null}
      </dd>
      <dd>
        <span className="sr-only">from </span>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </dd>
    </div>
  );
}
