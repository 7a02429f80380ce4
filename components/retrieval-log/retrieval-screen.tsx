import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ProvedRetrieval } from "#lib/retrieve/proof-schemas.ts";
import { fullTextAlone } from "#lib/retrieve/result-schemas.ts";
import { CallFacts } from "./call-facts.tsx";
import { ProvedRow } from "./proved-row.tsx";
import { verdict } from "./words.ts";

/** One logged retrieval: what was returned, then and now. */
export function RetrievalScreen({ call }: { call: ProvedRetrieval }) {
  return (
    <>
      <PageHeader
        title="Retrieval"
        purpose={
          <span className="flex flex-wrap items-center gap-2">
            <CopyButton value={call.id} label="retrieval id">
              {call.id}
            </CopyButton>
            <Badge>{call.origin === "api" ? "runtime API" : "lab"}</Badge>
          </span>
        }
      />
      <div className="flex flex-col gap-6 pb-8">
        <p className="px-4 text-base">
          {call.errorCode ? "This call was refused; nothing was returned." : verdict(call)}
        </p>
        {call.withheld ? (
          <div className="mx-4">
            <Notice>
              Some of what was returned is withheld: it, or its document, was restricted since, and
              only admins see it.
            </Notice>
          </div>
        ) : null}
        {call.degraded === fullTextAlone ? (
          <div className="mx-4">
            <Notice tone="warn">
              Full text answered alone: the embedding provider gave no vector, so no similarity took
              part.
            </Notice>
          </div>
        ) : null}
        {call.results.length > 0 ? (
          <ol className="divide-y divide-line border-y" aria-label="Returned chunks">
            {call.results.map((result) => (
              <ProvedRow key={result.rank} result={result} />
            ))}
          </ol>
        ) : null}
        <Panel title="The call" className="mx-4">
          <CallFacts call={call} />
        </Panel>
      </div>
    </>
  );
}
