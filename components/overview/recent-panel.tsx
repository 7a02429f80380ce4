import { FilePen, type LucideIcon, Play, Plug } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { RecentChange } from "#lib/curate/overview-schemas.ts";

const icons: Record<RecentChange["what"], { icon: LucideIcon; word: string }> = {
  edit: { icon: FilePen, word: "Edit" },
  run: { icon: Play, word: "Run" },
  outside: { icon: Plug, word: "Outside write" },
};
// What went as it should needs no chip.
const expected = new Set(["applied", "succeeded"]);

/** Edits, runs and writes of other programs in one list, newest first. */
export function RecentPanel({ recent }: { recent: RecentChange[] }) {
  return (
    <Panel
      title="What changed"
      action={
        <Link href="/changes" className="text-xs underline">
          All edits
        </Link>
      }
    >
      {recent.length === 0 ? <p className="text-muted">Nothing has changed yet.</p> : null}
      <ul className="divide-y divide-line">
        {recent.map(({ id, at, what, title, detail, state, by, href }) => {
          const { icon: Icon, word } = icons[what];
          return (
            <li key={`${what} ${id}`} className="flex gap-2.5 py-1.5">
              <Icon className="mt-0.5 size-3.5 shrink-0 text-muted" aria-label={word} role="img" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2">
                  <Link
                    href={href as Route}
                    className="line-clamp-1 min-w-0 font-medium break-all hover:underline"
                  >
                    {title}
                  </Link>
                  {state && !expected.has(state) ? <StateChip state={state} /> : null}
                </p>
                {detail ? (
                  <p className="line-clamp-1 text-xs break-all text-muted">{detail}</p>
                ) : null}
              </div>
              <div className="max-w-40 text-right text-xs text-muted">
                <RelativeTime at={at} />
                <p className="line-clamp-1 break-all" title={by}>
                  {by}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
