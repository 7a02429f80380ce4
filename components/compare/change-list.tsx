import type { Route } from "next";
import Link from "next/link";
import { type Change, orderByChange } from "./order-by-change.ts";

type Side = { token: string; name: string };
type ChangeListProps = { changes: readonly Change[]; lanes: readonly [Side, Side] };

/** One line a question, the most changed first; it leads into the lab with both lanes. */
export function ChangeList({ changes, lanes }: ChangeListProps) {
  if (changes.length === 0) return null;
  return (
    <ol aria-label="Questions by change" className="divide-y border-y">
      {orderByChange(changes).map((change) => (
        <li
          key={change.asked.key}
          className="grid gap-x-4 gap-y-1 px-4 py-2 md:grid-cols-[minmax(0,1fr)_13rem_minmax(0,1fr)]"
        >
          <Link
            href={labAddress(change.asked.text, lanes)}
            dir="auto"
            className="line-clamp-2 font-medium break-words hover:underline"
          >
            {change.asked.text}
          </Link>
          <p className="text-xs">
            {change.likeness === null ? (
              <span className="text-danger">not answered</span>
            ) : (
              `${change.common} of ${change.of} in both · RBO ${change.likeness.toFixed(2)}`
            )}
            {change.asked.expected.length > 0 ? (
              <span className="block">
                expected: {change.found[0]} → {change.found[1]} of {change.asked.expected.length}
              </span>
            ) : null}
          </p>
          <Difference change={change} lanes={lanes} />
        </li>
      ))}
    </ol>
  );
}

function Difference({ change, lanes }: { change: Change; lanes: ChangeListProps["lanes"] }) {
  const { likeness, gone, came, compared } = change;
  if (likeness === null) {
    const at = compared.lanes[0].problem === null ? 1 : 0;
    return (
      <p className="text-xs text-danger">
        {lanes[at].name}: {compared.lanes[at].problem}
      </p>
    );
  }
  if (gone.length + came.length === 0)
    return (
      <p className="text-xs text-muted">
        {likeness > 0.999_999 ? "the same answer" : "the same chunks in another order"}
      </p>
    );
  return (
    <div className="min-w-0 text-xs text-muted">
      <Only words={`only in ${lanes[0].name}`} titles={gone} />
      <Only words={`only in ${lanes[1].name}`} titles={came} />
    </div>
  );
}

function Only({ words, titles }: { words: string; titles: string[] }) {
  if (titles.length === 0) return null;
  const more = titles.length > 2 ? ` and ${titles.length - 2} more` : "";
  return (
    <p className="truncate" title={titles.join("\n")}>
      {words}: <span className="text-foreground">{titles.slice(0, 2).join(" · ")}</span>
      {more}
    </p>
  );
}

function labAddress(text: string, lanes: ChangeListProps["lanes"]): Route {
  const params = new URLSearchParams({ q: text.slice(0, 1_500) });
  for (const { token } of lanes) params.append("lane", token);
  return `/retrieval?${params}` as Route;
}
