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
    await apiSend<Undone>("POST", `/api/changes/${changeSetId}/undo`, { rest: false, ...part });
    toast.success(saysDone(part));
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

function saysDone({ subjectId, field }: Part): string {
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
