"use client";

import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { AskedReason } from "./asked-reason.ts";
import { GuardrailLines } from "./effect-lines.tsx";

type ReasonDialogProps = {
  asked: AskedReason | undefined;
  busy: boolean;
  onReason: (reason: string) => void;
  onCancel: () => void;
};

/** Asks why a guard may be loosened, beside what the guardrail scan finds behind it. */
export function ReasonDialog({ asked, busy, onReason, onCancel }: ReasonDialogProps) {
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    if (reason !== "") onReason(reason);
  };
  return (
    <Dialog open={asked !== undefined} onOpenChange={(open) => (open ? undefined : onCancel())}>
      <DialogContent
        title="This loosens a guard"
        description="Nothing is changed yet. The reason is kept in the audit log."
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          {asked?.guardrail ? (
            <ul className="flex flex-col gap-1">
              <GuardrailLines guardrail={asked.guardrail} />
            </ul>
          ) : null}
          <Field label="Reason">
            {(props) => <Input {...props} name="reason" required maxLength={1000} />}
          </Field>
          <DialogFoot action="Go on" busy={busy} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
