import { Lock } from "lucide-react";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SavedQuery } from "#lib/evaluate/schemas.ts";
import { RemoveQueryDialog } from "./remove-query-dialog.tsx";

/** One line a query; its name leads into the lab with its context and what it should bring. */
export function QueryList({ items, canSave }: { items: SavedQuery[]; canSave: boolean }) {
  return (
    <ul className="divide-y">
      {items.map((query) => (
        <li
          key={query.id}
          className="flex items-center gap-x-4 gap-y-1 px-4 py-2 hover:bg-hover max-md:flex-wrap"
        >
          <div className="min-w-0 flex-1 max-md:basis-full">
            <Link
              href={{ pathname: "/retrieval", query: addressOf(query) }}
              className="line-clamp-1 font-medium hover:underline"
            >
              {query.name}
            </Link>
            {query.text === query.name ? null : (
              <p dir="auto" className="line-clamp-1 text-muted">
                {query.text}
              </p>
            )}
          </div>
          {query.set ? <Badge>{query.set}</Badge> : null}
          {query.shared ? null : (
            <Badge icon={Lock} className="text-muted">
              private
            </Badge>
          )}
          <p className="w-36 text-xs text-muted">
            {query.expected.length + query.unwanted.length === 0
              ? "nothing expected yet"
              : `${query.expected.length} expected, ${query.unwanted.length} must not come`}
          </p>
          <p className="w-40 truncate text-xs text-muted">
            {query.mine ? "you" : query.owner}, <RelativeTime at={query.updatedAt} />
          </p>
          {canSave && query.mine ? <RemoveQueryDialog query={query} /> : null}
        </li>
      ))}
    </ul>
  );
}

function addressOf({ id, text, context }: SavedQuery): Record<string, string> {
  const { mode, ...about } = context;
  return {
    q: text,
    saved: id,
    ...(mode ? { mode } : {}),
    ...(Object.keys(about).length > 0 ? { about: JSON.stringify(about) } : {}),
  };
}
