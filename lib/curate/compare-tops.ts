import type { QueryEffect } from "#lib/corpus/change-set-schemas.ts";
import type { KeptQuery } from "./kept-queries.ts";

/** A result as a comparison needs it. */
export type Top = { chunkId: string; label: string };

/** What differs between the top k before and after. The chunk that stands first is the best placed one that changed. */
export function compareTops(
  { id, name, privateTo }: Pick<KeptQuery, "id" | "name" | "privateTo">,
  k: number,
  before: readonly Top[],
  after: readonly Top[],
): QueryEffect {
  const was = new Map(before.map(({ chunkId }, at) => [chunkId, at + 1]));
  const is = new Map(after.map(({ chunkId }, at) => [chunkId, at + 1]));
  const all = [...before, ...after.filter(({ chunkId }) => !was.has(chunkId))];
  const changes = all
    .map(({ chunkId, label }) => ({
      chunkId,
      label,
      from: was.get(chunkId) ?? null,
      to: is.get(chunkId) ?? null,
    }))
    .filter(({ from, to }) => from !== to);
  const place = ({ from, to }: (typeof changes)[number]) =>
    Math.min(from ?? Infinity, to ?? Infinity);
  // Of two with the same best place, the one that left or came in says more than the one that moved.
  const moves = ({ from, to }: (typeof changes)[number]) => (from !== null && to !== null ? 1 : 0);
  const first = changes.toSorted((a, b) => place(a) - place(b) || moves(a) - moves(b))[0] ?? null;
  return {
    id,
    query: name,
    privateTo,
    changed: changes.length > 0,
    k,
    leave: changes.filter(({ to }) => to === null).length,
    enter: changes.filter(({ from }) => from === null).length,
    moved: changes.filter(({ from, to }) => from !== null && to !== null).length,
    first,
    before: [...was.keys()],
    after: [...is.keys()],
  };
}
