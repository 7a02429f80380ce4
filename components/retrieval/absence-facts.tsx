import { Check, X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { Expectation, SavedQuery } from "#lib/evaluate/schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import type { Absence } from "#lib/retrieve/absence-schemas.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { chunkExpectation, documentExpectation, markOf } from "./judge-results.ts";
import { MarkExpectation, type MarkHandler } from "./mark-expectation.tsx";

export type AbsenceFactsProps = {
  absence: Absence;
  canTry: boolean;
  onTry: (changes: ConfigurationChanges) => void;
  /** What should come for the question, and what must not. */
  marks: Pick<SavedQuery, "expected" | "unwanted">;
  /** Undefined for those who may not save queries. */
  onMark: MarkHandler | undefined;
};

/** One sentence, then the numbers of each stage, then what was tried to bring it in. */
export function AbsenceFacts({ absence, canTry, onTry, marks, onMark }: AbsenceFactsProps) {
  const { target, sentence, filters, remedies } = absence;
  return (
    <div className="space-y-4">
      <header className="space-y-1">
        <h3 className="font-semibold break-words">
          <Link href={`/documents/${target.documentId}` as Route} className="hover:underline">
            {target.title ?? target.path}
          </Link>
        </h3>
        <p className="text-xs break-words text-muted">
          {target.headingPath ?? (target.chunkId ? `chunk ${target.chunkIndex + 1}` : target.path)}
          {target.chunksOfDocument > 1
            ? ` · of ${formatCount(target.chunksOfDocument)} chunks`
            : ""}
        </p>
      </header>
      <p className="rounded-md bg-accent-soft px-3 py-2 text-base">{sentence}</p>
      {onMark ? (
        <div className="space-y-1.5">
          {target.chunkId ? (
            <MarkLine
              name="this chunk"
              it={chunkExpectation({ ...target, chunkId: target.chunkId })}
              marks={marks}
              onMark={onMark}
            />
          ) : null}
          <MarkLine
            name="its document"
            it={documentExpectation(target)}
            marks={marks}
            onMark={onMark}
          />
        </div>
      ) : null}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {stagesOf(absence).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <section aria-label="Filters">
        <h4 className="pb-1 text-xs font-medium text-muted">Filters</h4>
        <ul className="space-y-0.5">
          {filters.map((one) => (
            <FilterLine key={one.filter} {...one} target={target} />
          ))}
        </ul>
      </section>
      {remedies.length > 0 ? (
        <section aria-label="What would bring it in" className="space-y-2">
          <h4 className="text-xs font-medium text-muted">What would bring it in, tried</h4>
          <ul className="divide-y border-y">
            {remedies.map(({ words, configuration, rank }) => (
              <li key={words} className="flex items-center justify-between gap-3 py-1.5">
                <span>
                  {words}: {rank === null ? "still not in it" : `rank ${rank}`}
                </span>
                {configuration && canTry && rank !== null ? (
                  <Button size="sm" onClick={() => onTry(configuration)}>
                    Try it
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

type MarkLineProps = Pick<AbsenceFactsProps, "marks"> & {
  name: string;
  it: Expectation;
  onMark: MarkHandler;
};

/** So that what is missing can be kept as expected, although no lane shows it. */
function MarkLine({ name, it, marks, onMark }: MarkLineProps) {
  return (
    <fieldset aria-label={`Mark ${name}`} className="flex flex-wrap items-center gap-2">
      <span className="w-24 text-muted first-letter:uppercase">{name}</span>
      <MarkExpectation expectation={it} marked={markOf(marks, it)} onMark={onMark} />
    </fieldset>
  );
}

type FilterLineProps = Absence["filters"][number] & Pick<Absence, "target">;

/** A filter that leaves it out leads to the field that it looks at. */
function FilterLine({ filter, asks, passes, target }: FilterLineProps) {
  const Icon = passes ? Check : X;
  return (
    <li className={passes ? "text-muted" : "font-medium text-danger"}>
      <Icon className="mr-1 inline size-3.5" aria-hidden />
      {asks}: {passes ? "passes" : "left out"}
      {passes
        ? null
        : fieldLinks(target, filter).map(({ words, href }) => (
            <span key={href}>
              {" · "}
              <Link href={href} className="underline">
                {words}
              </Link>
            </span>
          ))}
    </li>
  );
}

/** Fields that a chunk has and its document has not, and those in which either may be what leaves it out. */
const ofChunk =
  /^(heading|heading_path|chunk_id|section_labels|context_tags|primary_modes|archetype_bias|related_entities|token_count|chunk_index|chunk_count|created_at|updated_at|needs_review|cta_links|structured_refs)$/;
const ofEither =
  /^(visibility|confidentiality|language|platforms|disciplines|audiences|guardrail_flags|safety_notes)$/;

/** Where the field can be seen that a filter looks at. */
function fieldLinks({ chunkId, documentId }: Absence["target"], filter: string) {
  const column = columnOf(filter);
  const words = column.replaceAll("_", " ");
  const chunk = chunkId ? [{ words: `the chunk's ${words}`, href: `/chunks/${chunkId}` }] : [];
  const document = [
    {
      words: `the document's ${words}`,
      href: `/documents/${documentId}?tab=metadata#field-${column}`,
    },
  ];
  const either = ofEither.test(column) && !filter.startsWith("document ");
  const links = ofChunk.test(column) ? chunk : either ? [...document, ...chunk] : document;
  return links.map((link) => ({ ...link, href: link.href as Route }));
}

/** The column of a document that a filter looks at. */
function columnOf(filter: string): string {
  if (filter === "price lists") return "category";
  const field = filter.replace(/^(metadata: |document )/, "");
  if (field === "seriesPart") return "series_part_number";
  if (field === "seriesChapter") return "series_chapter_code";
  return field.replaceAll(" ", "_").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function stagesOf(absence: Absence): [string, string][] {
  const { similarity, foundByIndex, planKind, fulltext, fusedRank, reranked, lacks, rank } =
    absence;
  const rows: [string, string | null][] = [
    [
      "Similarity",
      similarity &&
        `${similarity.cosine.toFixed(3)}, rank ${formatCount(similarity.exactRank)} of ${formatCount(similarity.of)}`,
    ],
    [
      `Vector search (${planKind})`,
      foundByIndex === null ? null : foundByIndex ? "found" : "not found",
    ],
    ["Full text", fulltext && `${fulltext.score.toFixed(2)}, rank ${formatCount(fulltext.rank)}`],
    ["After fusion", fusedRank === null ? null : `rank ${formatCount(fusedRank)}`],
    [
      "After rerank",
      reranked && `${reranked.score.toFixed(3)}, rank ${formatCount(reranked.rank)}`,
    ],
    ["Lacks to the last result", lacks === null ? null : lacks.toFixed(3)],
    ["In the answer", rank === null ? "no" : `rank ${formatCount(rank)}`],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}
