"use client";

import { useNavCounts } from "#components/layout/use-nav-counts.ts";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount } from "#lib/format/number.ts";
import { NumberLink } from "./number-link.tsx";

type LookPanelProps = { suspects: { leaks: number; at: string } | null };

/** What needs a look. Drift and flags are the navigation's numbers, asked for once for both. */
export function LookPanel({ suspects }: LookPanelProps) {
  const counts = useNavCounts();
  const rows = [
    {
      href: "/guardrails",
      name: "Guardrail suspects",
      count: suspects?.leaks,
      note: suspects ? (
        <>
          searched <RelativeTime at={suspects.at} />
        </>
      ) : (
        "never searched"
      ),
    },
    {
      href: "/drift",
      name: "Drift",
      count: counts["/drift"],
      note: "fields other than manifest or file say",
    },
    { href: "/flags", name: "Open flags", count: counts["/flags"], note: "raised by people" },
  ];
  return (
    <Panel title="Needs a look">
      <ul className="divide-y divide-line">
        {rows.map(({ href, name, count, note }) => (
          <li key={href} className="flex items-baseline gap-3 py-1.5">
            <span>
              {name} <span className="text-xs text-muted">{note}</span>
            </span>
            <span className="ml-auto">
              <NumberLink to={href}>
                {count === undefined ? "–" : formatCount(count)}
                <span className="sr-only">: {name.toLowerCase()}</span>
              </NumberLink>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
