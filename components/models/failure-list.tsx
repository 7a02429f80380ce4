import type { Route } from "next";
import Link from "next/link";
import { formatCount } from "#lib/format/number.ts";
import type { ShadowSet } from "#lib/ingest/shadow-schemas.ts";

/** The chunks that the model refused, each with why and a link. */
export function FailureList({ set: { failures, coverage } }: { set: ShadowSet }) {
  return (
    <div>
      <p className="mb-1 font-medium">Refused by the model</p>
      <ul className="flex flex-col">
        {failures.map(({ chunkId, path, error }) => (
          <li key={chunkId} className="flex flex-wrap gap-x-3 border-b py-1.5">
            <Link href={`/chunks/${chunkId}` as Route} className="break-all underline">
              {path}
            </Link>
            <span className="text-muted">{error}</span>
          </li>
        ))}
      </ul>
      {coverage.failed > failures.length ? (
        <p className="mt-1 text-muted">
          The first {formatCount(failures.length)} of {formatCount(coverage.failed)}.
        </p>
      ) : null}
    </div>
  );
}
