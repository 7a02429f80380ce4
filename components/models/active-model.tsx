import { Notice } from "#components/ui/notice.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { plural } from "#lib/format/number.ts";
import type { Models } from "#lib/ingest/shadow-schemas.ts";

/** The model whose vectors are served, and what the environment says otherwise. */
export function ActiveModel({ models: { active, served, environment } }: { models: Models }) {
  return (
    <Panel title="Active">
      <div className="flex flex-col gap-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StateChip state={active ? "active" : "missing"} label={active ? "served" : "none yet"} />
          {active ? <span className="font-mono break-all">{active}</span> : null}
          <span className="text-muted">
            {active
              ? `${plural(served, "vector")} may be served. Questions are embedded by this model.`
              : "Ingest the corpus first: its first vectors decide."}
          </span>
        </p>
        {environment.message ? <Notice tone="warn">{environment.message}</Notice> : null}
      </div>
    </Panel>
  );
}
