import { Button } from "./button.tsx";
import { DialogClose } from "./dialog.tsx";

type DialogFootProps = { action: string; danger?: boolean; busy: boolean };

/** Cancel and the one action of a dialog's form. */
export function DialogFoot({ action, danger, busy }: DialogFootProps) {
  return (
    <div className="flex justify-end gap-2">
      <DialogClose asChild>
        <Button>Cancel</Button>
      </DialogClose>
      <Button type="submit" variant={danger ? "danger" : "primary"} disabled={busy}>
        {action}
      </Button>
    </div>
  );
}
