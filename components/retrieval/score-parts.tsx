import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";

/** How a score came about: similarity and each boost, as numbers that add up. */
export function ScoreParts({ result }: { result: RetrievedChunk }) {
  const { base, parts, score, rankBefore, rankAfter } = result;
  return (
    <table className="w-full text-xs">
      <caption className="pb-1 text-left text-muted">
        Score in parts · place {rankBefore} by {base.name}, place {rankAfter} after rerank
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Why</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-y">
        <Row name={base.name} because="" value={base.value.toFixed(4)} />
        {parts.map(({ name, because, value }) => (
          <Row key={name} name={name} because={because} value={signed(value)} />
        ))}
        <Row name="score" because="" value={score.toFixed(4)} strong />
      </tbody>
    </table>
  );
}

type RowProps = { name: string; because: string; value: string; strong?: boolean };

function Row({ name, because, value, strong = false }: RowProps) {
  return (
    <tr className={strong ? "font-medium" : undefined}>
      <th scope="row" className="py-1 pr-3 text-left font-medium whitespace-nowrap">
        {name}
      </th>
      <td className="w-full py-1 pr-3 break-words text-muted">{because}</td>
      <td className="py-1 text-right font-mono">{value}</td>
    </tr>
  );
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
}
