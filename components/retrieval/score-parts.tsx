import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";

/** How a score came about: what it starts from and each boost, as numbers that add up. */
export function ScoreParts({ result, lane }: { result: RetrievedChunk; lane: string }) {
  const { base, parts, score, cosine, fulltext } = result;
  const from = [
    cosine === null ? "" : `cosine ${cosine.toFixed(4)}`,
    fulltext === null ? "" : `BM25 ${fulltext.toFixed(2)}`,
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <table className="w-full text-xs">
      <caption className="pb-1 text-left text-muted">Score in parts, in {lane}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Why</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-y">
        <Row name={base.name} because={from} value={base.value.toFixed(4)} />
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
