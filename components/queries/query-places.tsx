"use client";

import type { Route } from "next";
import Link from "next/link";
import { PanelQuery } from "#components/data-table/panel-query.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { QueryPlaces as Places, QueryPlace } from "#lib/corpus/chunk-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";

/** Which saved queries bring a document or chunk, and at which rank; asked now, as customers ask. */
export function QueryPlaces({ url, what }: { url: string; what: "document" | "chunk" }) {
  return (
    <PanelQuery<Places> url={url}>{(places) => <Found places={places} what={what} />}</PanelQuery>
  );
}

function Found({ places, what }: { places: Places; what: "document" | "chunk" }) {
  const { source, asked, found, notAsked, failed } = places;
  if (source === "none")
    return (
      <EmptyState title="No query to ask">
        Save a question in the lab: then this shows at which rank it brings the {what}.
      </EmptyState>
    );
  const best = found[0]?.ranks[0];
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">
        {best === undefined
          ? `Never returned: none of ${formatCount(asked)} ${words[source]} brings this ${what}.`
          : `Returned by ${formatCount(found.length)} of ${formatCount(asked)} ${words[source]}, best rank ${best}.`}{" "}
        Asked at this moment, as customers ask.
      </p>
      {found.length > 0 ? (
        <ol className="divide-y divide-line border-y">
          {found.map((place) => (
            <Place key={`${place.name} ${place.text}`} place={place} />
          ))}
        </ol>
      ) : null}
      {notAsked > 0 ? (
        <p className="text-warn">
          {plural(notAsked, "more query was", "more queries were")} not asked: too many at once.
        </p>
      ) : null}
      {failed.map((why) => (
        <p key={why} className="text-warn">
          Could not ask {why}
        </p>
      ))}
    </div>
  );
}

const words: Record<Places["source"], string> = {
  "saved queries": "saved queries",
  "lab history": "queries of the lab's history",
  "logged queries": "logged queries",
  none: "queries",
};

function Place({ place: { name, text, k, ranks } }: { place: QueryPlace }) {
  const [first, ...more] = ranks;
  return (
    <li className="grid grid-cols-[3rem_minmax(0,1fr)_auto] items-baseline gap-x-2 py-1.5">
      <span className="font-medium tabular-nums">#{first}</span>
      <Link
        href={`/retrieval?q=${encodeURIComponent(text)}` as Route}
        prefetch={false}
        className="break-words hover:underline"
      >
        {name}
      </Link>
      <span className="text-xs text-muted">
        {more.length > 0 ? `also ${more.map((rank) => `#${rank}`).join(", ")} ` : ""}of {k}
      </span>
    </li>
  );
}
