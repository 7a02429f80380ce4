"use client";

import { useQuery } from "@tanstack/react-query";
import { apiGet } from "#components/api-client.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ChunkListRow } from "#lib/corpus/row-schemas.ts";
import { formatCount } from "#lib/format/number.ts";

type ChunkChoiceProps = {
  documentId: string;
  /** How many chunks the document has. */
  chunks: number;
  target: string;
  onTarget: (target: string) => void;
};

type Page = { items: Pick<ChunkListRow, "id" | "index" | "headingPath" | "text">[] };

// One page of the list of chunks; a later one is asked for by its id.
const most = 200;
const longest = 80;

/** Which chunk of a document is missed: the nearest one, or any other. */
export function ChunkChoice({ documentId, chunks, target, onTarget }: ChunkChoiceProps) {
  const { data, error } = useQuery({
    queryKey: ["chunks-of", documentId],
    queryFn: ({ signal }) => apiGet<Page>(`/api/chunks?of=${documentId}&limit=${most}`, signal),
    staleTime: 30_000,
  });
  const listed =
    target === documentId || data?.items.some(({ id }) => target === `chunk:${id}`) === true;
  const hint =
    chunks > most ? `The first ${most} are listed. Paste the id of a later one above.` : undefined;
  return (
    <Field label="Chunk of it" hint={error?.message ?? hint}>
      {(control) => (
        <Select {...control} value={target} onChange={(event) => onTarget(event.target.value)}>
          <option value={documentId}>{`The nearest of its ${formatCount(chunks)} chunks`}</option>
          {listed ? null : <option value={target}>The chunk that was asked for</option>}
          {data?.items.map(({ id, index, headingPath, text }) => (
            <option key={id} value={`chunk:${id}`}>
              {`${index + 1} · ${(headingPath?.split(" > ").at(-1) ?? text).slice(0, longest)}`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
