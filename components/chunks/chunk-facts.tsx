import { ValueText } from "#components/ui/value-text.tsx";
import type { ChunkDetail } from "#lib/corpus/chunk-schemas.ts";
import { plural } from "#lib/format/number.ts";
import { hasValue } from "#lib/format/value.ts";

const facts: [label: string, of: (chunk: ChunkDetail) => unknown][] = [
  ["path", (chunk) => chunk.documentPath],
  ["category", (chunk) => chunk.category],
  ["type", (chunk) => chunk.docType],
  ["labels", (chunk) => chunk.labels],
  ["tags", (chunk) => chunk.tags],
  ["modes", (chunk) => chunk.modes],
  ["archetypes", (chunk) => chunk.archetypes],
  ["entities", (chunk) => chunk.entities],
  ["platforms", (chunk) => chunk.platforms],
  ["disciplines", (chunk) => chunk.disciplines],
  ["audiences", (chunk) => chunk.audiences],
  ["guardrail flags", (chunk) => chunk.guardrailFlags],
  ["visibility", (chunk) => chunk.visibility],
  ["confidentiality", (chunk) => chunk.confidentiality],
  ["language", (chunk) => chunk.language],
  ["series part", (chunk) => chunk.seriesPart],
  ["safety notes", (chunk) => chunk.safetyNotes],
  ["CTA links", (chunk) => chunk.ctaLinks],
  ["structured refs", (chunk) => chunk.structuredRefs],
  [
    "vector",
    (chunk) => (chunk.model ? `${chunk.model}, ${chunk.served ? "served" : "parked"}` : ""),
  ],
  ["changed", (chunk) => chunk.updatedAt],
];

/** What is stored beside a chunk's text; empty fields are folded away. */
export function ChunkFacts({ chunk }: { chunk: ChunkDetail }) {
  const rows = facts.map(([label, of]) => [label, of(chunk)] as const);
  const empty = rows.filter(([, value]) => !hasValue(value));
  return (
    <section aria-label="Metadata">
      <h3 className="mb-1 font-semibold">Metadata</h3>
      <dl className="divide-y divide-line">
        {rows
          .filter(([, value]) => hasValue(value))
          .map(([label, value]) => (
            <div key={label} className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-2 py-1.5">
              <dt className="text-muted">{label}</dt>
              <dd className="break-words">
                <ValueText value={value} />
              </dd>
            </div>
          ))}
      </dl>
      {empty.length > 0 ? (
        <details className="mt-2 text-muted">
          <summary>{plural(empty.length, "field is", "fields are")} empty</summary>
          <p className="mt-1">{empty.map(([label]) => label).join(", ")}</p>
        </details>
      ) : null}
    </section>
  );
}
