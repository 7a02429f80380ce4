"use client";

import { useMutation } from "@tanstack/react-query";
import { Bookmark, Link2, Snowflake } from "lucide-react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import type { Lane } from "./resolve-lane.ts";
import { whyNotInAddress } from "./share-words.ts";

type LabActionsProps = {
  query: string;
  context: RetrievalContext;
  lanes: readonly Lane[];
  canSave: boolean;
  savedName: string | undefined;
  onSaveQuery: () => void;
  onFrozen: (id: string, lanes: number) => void;
};

/** Keep the question, keep the answers, pass them on. */
export function LabActions(props: LabActionsProps) {
  const { query, context, lanes, canSave, savedName, onSaveQuery, onFrozen } = props;
  const asked = query === "" ? [] : lanes.filter((lane) => !lane.frozen && !lane.problem);
  const freeze = useMutation({
    mutationFn: () =>
      apiSend<{ id: string }>(
        "POST",
        "/api/retrieval/frozen",
        {
          query,
          context,
          lanes: asked.map(({ name, token, changes }) => ({ name, token, settings: changes })),
        },
        { idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: ({ id }) => {
      toast.success(
        whyNotInAddress(query)
          ? "The results are frozen. They stand under Frozen results."
          : "The results are frozen. This address shows them from now on.",
      );
      onFrozen(id, asked.length);
    },
    onError: (error) => toast.error(error.message),
  });
  const idle = freeze.isPending || asked.length === 0;
  const share = async () => {
    const left = whyNotInAddress(query);
    if (left) {
      toast.error(left);
      return;
    }
    try {
      await navigator.clipboard.writeText(window.location.href);
      toast.success("The address is copied: question, lanes and what stands open are in it.");
    } catch {
      toast.error("This browser did not allow copying. Copy the address from its bar.");
    }
  };
  return (
    <>
      {canSave ? (
        <>
          <Button size="sm" disabled={query === ""} onClick={onSaveQuery} title={savedName}>
            <Bookmark aria-hidden />
            {savedName ? "Saved query…" : "Save query…"}
          </Button>
          <Button
            size="sm"
            aria-disabled={idle}
            className="aria-disabled:opacity-60"
            title="Keep these results under a link, to compare with later ones"
            onClick={() => (idle ? undefined : freeze.mutate())}
          >
            <Snowflake aria-hidden />
            {freeze.isPending ? "Freezing…" : "Freeze"}
          </Button>
        </>
      ) : null}
      <Button size="sm" onClick={share}>
        <Link2 aria-hidden />
        Share
      </Button>
    </>
  );
}
