import { ApiError, apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";

type Undone = { id: string; state: string };

type Part = { rest?: boolean; subjectId?: string };

/**
 * Takes a change set back, or what it did to one row, and says so; where later changes stand in the way it offers to
 * undo just the rest.
 */
export async function undo(
  changeSetId: string,
  onDone: () => void,
  { rest = false, subjectId }: Part = {},
): Promise<void> {
  try {
    const part = { rest, ...(subjectId === undefined ? {} : { subjectId }) };
    await apiSend<Undone>("POST", `/api/changes/${changeSetId}/undo`, part);
    toast.success(
      subjectId === undefined
        ? "Undone. Every row has its earlier values back."
        : "Undone. This row has its earlier values back.",
    );
    onDone();
  } catch (error) {
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
              label: `Undo the other ${free}`,
              onClick: () => void undo(changeSetId, onDone, { rest: true }),
            },
          }
        : {},
    );
  }
}
