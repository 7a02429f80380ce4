import { cn } from "#components/ui/cn.ts";
import type { Standing } from "./chunk-panel.tsx";
import { short } from "./score-bar.tsx";

type LaneRanksProps = {
  standings: readonly Standing[];
  at: number;
  onLane: (index: number) => void;
};

/** Where the chunk stands in every lane, stage by stage. */
export function LaneRanks({ standings, at, onLane }: LaneRanksProps) {
  return (
    <table className="w-full text-left text-xs">
      <caption className="sr-only">Ranks of this chunk in every lane, stage by stage</caption>
      <thead className="text-muted">
        <tr>
          <th scope="col" className="py-1 pr-2 font-medium">
            lane
          </th>
          {["similarity", "full text", "before", "after", "score"].map((head) => (
            <th key={head} scope="col" className="py-1 pl-2 text-right font-medium">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-y">
        {standings.map(({ lane, result }, index) => (
          <tr key={`${index} ${lane}`} className={cn(index === at && "bg-selected")}>
            <th scope="row" className="max-w-28 py-1 pr-2 font-normal">
              {result ? (
                <button
                  type="button"
                  className="max-w-full truncate hover:underline"
                  aria-pressed={index === at}
                  onClick={() => onLane(index)}
                >
                  {lane}
                </button>
              ) : (
                <span className="block truncate text-muted">{lane}</span>
              )}
            </th>
            {result ? (
              <>
                <Rank value={result.ranks.similarity} />
                <Rank value={result.ranks.fulltext} />
                <Rank value={result.rankBefore} />
                <Rank value={result.rankAfter} strong />
                <td className="py-1 pl-2 text-right font-mono">{short(result.score)}</td>
              </>
            ) : (
              <td colSpan={5} className="py-1 pl-2 text-right text-muted">
                not here
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rank({ value, strong = false }: { value: number | null; strong?: boolean }) {
  return (
    <td className={cn("py-1 pl-2 text-right", strong && "font-semibold")}>
      {value === null ? <span className="text-muted">–</span> : value}
    </td>
  );
}
