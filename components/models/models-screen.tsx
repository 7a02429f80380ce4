"use client";

import { useQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { apiGet } from "#components/api-client.ts";
import { useNow } from "#components/runs/use-now.ts";
import { WorkerNotice } from "#components/runs/worker-notice.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { Models } from "#lib/ingest/shadow-schemas.ts";
import { ActiveModel } from "./active-model.tsx";
import { SetPanel } from "./set-panel.tsx";
import { StartButton } from "./start-button.tsx";

/** The served vectors and every set beside them; asked for anew each second while a worker is at one. */
export function ModelsScreen({ first, now: start }: { first: Models; now: number }) {
  const { data, error } = useQuery({
    queryKey: ["models"],
    queryFn: ({ signal }) => apiGet<Models>("/api/models", signal),
    initialData: first,
    initialDataUpdatedAt: start,
    refetchInterval: ({ state }) => (isMoving(state.data ?? first) ? 1_000 : 15_000),
  });
  const moving = isMoving(data);
  const now = useNow(start, moving);
  const router = useRouter();
  const promoted = data.active !== first.active;
  // The frame says of every page whose vectors answer.
  useEffect(() => {
    if (promoted) router.refresh();
  }, [promoted, router]);
  return (
    <>
      <PageHeader
        title="Models"
        purpose="Whose vectors answer, and another model's beside them: look at both, then change without a gap."
        action={<StartButton />}
      />
      <div className="flex flex-col gap-5 px-4 pb-8">
        {error ? (
          <Notice tone="warn">
            This page could not be brought up to date: {error.message} It keeps trying.
          </Notice>
        ) : null}
        {moving ? <WorkerNotice workers={data.workers} /> : null}
        <ActiveModel models={data} />
        {data.sets.map((set) => (
          <SetPanel key={set.id} set={set} models={data} now={now} />
        ))}
        {data.sets.length === 0 ? (
          <Panel title="Beside it">
            <EmptyState title="No other model is being tried" icon={Boxes}>
              Embed all chunks by another model of 3,072 dimensions. Nothing that is served changes
              until you promote it.
            </EmptyState>
          </Panel>
        ) : null}
      </div>
    </>
  );
}

function isMoving({ sets }: Models): boolean {
  return sets.some(({ state, held }) => (state === "filling" && !held) || state === "promoting");
}
