import { PencilLine, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import { plural } from "#lib/format/number.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import { LaneCounts } from "./lane-counts.tsx";
import { LaneMenu, type LaneMenuProps } from "./lane-menu.tsx";
import { LaneNotes } from "./lane-notes.tsx";
import { LaneSelect } from "./lane-select.tsx";
import { LaneTimes } from "./lane-times.tsx";
import type { Lane } from "./resolve-lane.ts";

export type LaneHeadProps = {
  lane: Lane;
  position: number;
  saved: readonly SavedConfiguration[];
  differs: string[];
  /** How alike it is to the lane it is compared with. */
  likeness: { words: string; against: string } | undefined;
  /** "2 of 3 expected are here". */
  judged: string | undefined;
  data: RetrievalResult | undefined;
  onBase: (token: string) => void;
  onAdjust: () => void;
  menu: Omit<LaneMenuProps, "lane" | "data">;
};

type Props = LaneHeadProps & {
  /** What went wrong with an answer that stands below. */
  children: ReactNode;
};

/** What a lane is, how it differs from production, and how it answered. */
export function LaneHead(props: Props) {
  const { lane, position, saved, differs, likeness, judged, data, onBase, onAdjust, menu } = props;
  return (
    <header className="min-w-0 space-y-1 border-b px-3 pt-2 pb-2">
      <div className="-mx-1 flex items-center gap-1">
        <h2 className="sr-only">{lane.name}</h2>
        <LaneSelect lane={lane} position={position} saved={saved} onChange={onBase} />
        {lane.unsaved ? (
          <Badge tone="warn" icon={PencilLine}>
            unsaved
          </Badge>
        ) : null}
        <Button
          size="sm"
          variant="ghost"
          aria-label={lane.fixed ? `Settings of ${lane.name}` : `Adjust ${lane.name}`}
          title={lane.fixed ? "Look at the settings" : "Adjust boosts, weights and search"}
          onClick={onAdjust}
          className="px-1.5"
        >
          <SlidersHorizontal aria-hidden />
        </Button>
        <LaneMenu lane={lane} data={data} {...menu} />
      </div>
      <p className="text-xs">
        {differs.length > 0 ? (
          <>
            <span className="text-muted">differs: </span>
            {differs.join(", ")}
          </>
        ) : (
          <span className="text-muted">{settingsWords(lane, data)}</span>
        )}
      </p>
      {data ? (
        <div className="text-xs text-muted">
          <p>
            {plural(data.results.length, "result")} of {plural(data.candidateCount, "candidate")} ·{" "}
            <span title={data.plan.reason}>
              {data.plan.kind === "none" ? "no vector search" : `${data.plan.kind} search`}:{" "}
              {data.plan.reason}
            </span>
          </p>
          <LaneTimes timings={data.timings} shared={data.shared} />
          {lane.frozen ? null : <LaneCounts configuration={menu.body.configuration} />}
        </div>
      ) : null}
      {likeness ? (
        <p
          className="truncate text-xs font-medium"
          title={`Compared with ${likeness.against}. RBO: rank-biased overlap, the top weighs most; 1 is the same.`}
        >
          {likeness.words}
          <span className="sr-only"> with {likeness.against}</span>
        </p>
      ) : null}
      {judged ? <p className="text-xs font-medium">{judged}</p> : null}
      {data ? <LaneNotes notes={data.notes} /> : null}
      {props.children}
    </header>
  );
}

/** Where no difference can be named: there is none, or nobody knows. */
function settingsWords(lane: Lane, data: RetrievalResult | undefined): string {
  if (lane.base === "production") return "as the environment sets it, unchangeable here";
  if (lane.frozen && !data) return "what it was asked with is not here";
  return "no setting differs from production";
}
