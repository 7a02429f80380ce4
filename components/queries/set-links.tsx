import type { Route } from "next";
import Link from "next/link";
import { cn } from "#components/ui/cn.ts";
import type { QueryListState, QueryPage } from "#lib/evaluate/schemas.ts";
import { formatCount } from "#lib/format/number.ts";

type SetLinksProps = {
  page: QueryPage;
  state: QueryListState;
  hrefOf: (part: Partial<QueryListState>) => Route;
};

/** Whose queries, and of which set; each with how many it holds. */
export function SetLinks({ page, state, hrefOf }: SetLinksProps) {
  const sets = [
    { id: "", name: "All sets", queries: undefined },
    ...page.sets,
    ...(page.withoutSet > 0
      ? [{ id: "none", name: "Without a set", queries: page.withoutSet }]
      : []),
  ];
  return (
    <nav aria-label="Sets" className="flex flex-wrap items-center gap-1">
      {sets.map(({ id, name, queries }) => (
        <Chip key={id} href={hrefOf({ set: id })} current={state.set === id}>
          {name}
          {queries === undefined ? null : (
            <span className="text-muted">{formatCount(queries)}</span>
          )}
        </Chip>
      ))}
      <span className="mx-1 h-4 border-l" aria-hidden />
      <Chip
        href={hrefOf({ who: state.who === "mine" ? "all" : "mine" })}
        current={state.who === "mine"}
      >
        Mine
      </Chip>
    </nav>
  );
}

type ChipProps = { href: Route; current: boolean; children: React.ReactNode };

function Chip({ href, current, children }: ChipProps) {
  return (
    <Link
      href={href}
      aria-current={current ? "true" : undefined}
      className={cn(
        "flex h-7 items-center gap-1.5 rounded-md px-2 hover:bg-hover",
        current && "bg-selected font-medium",
      )}
    >
      {children}
    </Link>
  );
}
