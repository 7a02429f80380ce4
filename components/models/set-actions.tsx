"use client";

import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { plural } from "#lib/format/number.ts";
import type { Models, ShadowSet } from "#lib/ingest/shadow-schemas.ts";
import { DiscardDialog } from "./discard-dialog.tsx";
import { PromoteDialog } from "./promote-dialog.tsx";
import { useModelChange } from "./use-model-change.ts";
import { atMost } from "./words.ts";

/** What can be done with a set in its state. */
export function SetActions({ set, models }: { set: ShadowSet; models: Models }) {
  const change = useModelChange((verb: "stop" | "resume") =>
    apiSend("POST", `/api/models/${set.id}/${verb}`).catch((error: Error) => {
      toast.error(error.message);
      throw error;
    }),
  );
  const { wanted, covered } = set.coverage;
  const idle = set.state === "resting" || set.state === "failed";
  return (
    <>
      {set.state === "filling" ? (
        <Button disabled={change.isPending} onClick={() => change.mutate("stop")}>
          Stop
        </Button>
      ) : null}
      {idle && !set.complete ? (
        <Button
          variant="primary"
          disabled={change.isPending}
          onClick={() => change.mutate("resume")}
        >
          {`Embed ${plural(wanted - covered, "chunk")}${atMost(set.costOfRest)}`}
        </Button>
      ) : null}
      {set.state === "promoting" ? null : <DiscardDialog set={set} />}
      {set.state === "resting" && set.complete ? <PromoteDialog set={set} models={models} /> : null}
    </>
  );
}
