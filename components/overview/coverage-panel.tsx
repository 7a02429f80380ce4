import { embeddingSeries } from "#components/charts/embedding-series.ts";
import { Swatch } from "#components/charts/marks.tsx";
import { ShareBar } from "#components/charts/share-bar.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { CorpusStates, StateCounts, WantedField } from "#lib/corpus/states-schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { NumberLink } from "./number-link.tsx";

const filters: Record<keyof StateCounts, string> = {
  embedded: "embedded",
  stale: "stale",
  missing: "missing",
  notWanted: "not+wanted",
};

const fieldWords: Record<WantedField, string> = {
  summary: "Summary",
  tags: "Tags",
  audiences: "Audiences",
  platforms: "Platforms",
  disciplines: "Disciplines",
  language: "Language",
  approver: "Approver",
};

/** How much of the corpus can be found, and how much of it is described. */
export function CoveragePanel({
  states: { documents, chunks, without },
}: {
  states: CorpusStates;
}) {
  const fields = Object.entries(without) as [WantedField, number][];
  return (
    <Panel title="Coverage">
      <div className="flex flex-col gap-4">
        <States name="Documents" href="/documents" counts={documents} />
        <States name="Chunks" href="/chunks" counts={chunks} />
        <table className="w-full text-left">
          <caption className="pb-1 text-left text-xs text-muted">
            Active documents with a value, by field. A summary that was derived counts as missing.
          </caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Share with a value</th>
              <th scope="col">With a value</th>
              <th scope="col">Without</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([field, missing]) => (
              <tr key={field} className="h-7">
                <th scope="row" className="w-24 font-normal">
                  {fieldWords[field]}
                </th>
                <td>
                  <Share of={documents.active - missing} all={documents.active} />
                </td>
                <td className="w-14 pl-3 text-right text-muted max-sm:hidden">
                  {percent(documents.active - missing, documents.active)}
                </td>
                <td className="w-28 pl-3 text-right whitespace-nowrap">
                  <NumberLink to={`/documents?status=active&${field}.empty=yes`}>
                    {formatCount(missing)} without
                  </NumberLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

type StatesProps = { name: string; href: string; counts: { all: number } & StateCounts };

function States({ name, href, counts }: StatesProps) {
  const words = embeddingSeries.map(
    ({ key, label }) => `${formatCount(counts[key])} ${label.toLowerCase()}`,
  );
  return (
    <div>
      <p className="mb-1 flex justify-between">
        {name} <NumberLink to={href}>{formatCount(counts.all)}</NumberLink>
      </p>
      <ShareBar
        id={`share${name}`}
        series={embeddingSeries}
        sizes={counts}
        summary={`${name}: ${words.join(", ")}`}
      />
      <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1" aria-label={`${name} by embedding`}>
        {embeddingSeries.map(({ key, label, ...look }) => (
          <li key={key} className="flex items-center gap-1.5">
            <Swatch {...look} />
            {label}{" "}
            <NumberLink to={`${href}?embedding=${filters[key]}`}>
              {formatCount(counts[key])}
            </NumberLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Share({ of, all }: { of: number; all: number }) {
  const width = all === 0 ? 0 : (100 * of) / all;
  return (
    <span className="block h-1.5 rounded-full bg-hover" aria-hidden>
      <span
        className="block h-full rounded-full bg-accent"
        style={{ width: `${width.toFixed(1)}%` }}
      />
    </span>
  );
}

/** Never 100 % while one is missing, never 0 % while one is there. */
function percent(of: number, all: number): string {
  if (all === 0) return "–";
  const whole = Math.round((100 * of) / all);
  if (whole === 100 && of < all) return "99 %";
  return whole === 0 && of > 0 ? "1 %" : `${whole} %`;
}
