import { ApiError, apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import { type AskedReason, askedReason } from "./asked-reason.ts";

type Undone = { id: string; state: string };

/** Of a change set one row, or one field of it; `rest`: what no later change stands in the way of. */
type Part = { rest?: boolean; subjectId?: string; field?: string; reason?: string };

/**
 * Takes a change set back, or what it did to one row, and says so; where later changes stand in the way it offers to
 * undo just the rest. Where a reason is asked for, `onAsked` asks; without it the change's own page does.
 */
export async function undo(
  changeSetId: string,
  onDone: () => void,
  part: Part = {},
  onAsked: (asked: AskedReason) => void = () => askOnItsPage(changeSetId),
): Promise<void> {
  try {
    const asked = { rest: false, ...part };
    const { state } = await apiSend<Undone>("POST", `/api/changes/${changeSetId}/undo`, asked);
    sayUndone(state, part);
    onDone();
  } catch (error) {
    const asked = askedReason(error);
    if (asked) {
      onAsked(asked);
      return;
    }
    const free =
      error instanceof ApiError
        ? (error.details as { free?: number } | undefined)?.free
        : undefined;
    const message = error instanceof Error ? error.message : "This could not be undone.";
    toast.error(
      message,
      free
        ? {
            duration: 20_000,
            action: {
              label: "Undo the rest",
              onClick: () => void undo(changeSetId, onDone, { ...part, rest: true }, onAsked),
            },
          }
        : {},
    );
  }
}

/** Says what was given back: of all rows only where that is so. */
export function sayUndone(state: string, part: Part): void {
  if (state === "applied") toast.success(saysDone(part));
  else toast.message("The rows are given back in the background.");
}

function saysDone({ rest, subjectId, field }: Part): string {
  if (rest) return "Undone, but for what was changed since: that stays as it is.";
  if (field !== undefined) return "Undone. This field has its earlier value back.";
  return subjectId === undefined
    ? "Undone. Every row has its earlier values back."
    : "Undone. This row has its earlier values back.";
}

function askOnItsPage(changeSetId: string): void {
  toast.error("To undo this loosens a guard: say why on the change's page.", {
    duration: 20_000,
    action: { label: "Open it", onClick: () => location.assign(`/changes/${changeSetId}`) },
  });
}
