"use client";

import { type FormEvent, useState } from "react";
import { FormError } from "#components/auth/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { RunPlan } from "#lib/ingest/plan-schemas.ts";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { BudgetNotice } from "./budget-notice.tsx";
import { budgetWords } from "./budget-words.ts";
import { PlanCost } from "./plan-cost.tsx";
import { PlanTable } from "./plan-table.tsx";
import { startWords } from "./start-words.ts";
import { WorkerNotice } from "./worker-notice.tsx";

type ApprovalProps = {
  progress: RunProgress;
  plan: RunPlan;
  error: Error | null;
  busy: boolean;
  /** What the button that starts nothing says and does. */
  cancelLabel?: string;
  onCancel: () => void;
  onApprove: (tokens: number | undefined) => void;
};

/** What the plan does, what it costs and how long it takes; then a person's word. */
export function PlanApproval({
  progress,
  plan,
  error,
  busy,
  cancelLabel = "Cancel",
  onCancel,
  onApprove,
}: ApprovalProps) {
  const { run, tokensToType, workers } = progress;
  const [typed, setTyped] = useState("");
  const { tokens } = run.planned;
  const mustType = tokens > tokensToType;
  const right = Number(typed.replaceAll(/[\s,.']/g, "")) === tokens && typed.trim() !== "";
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!busy && (!mustType || right)) onApprove(mustType ? tokens : undefined);
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {run.approvalReason && !run.options.approve ? (
        <Notice tone="warn">{run.approvalReason}</Notice>
      ) : null}
      <PlanTable plan={plan} />
      <PlanCost progress={progress} />
      <BudgetNotice words={budgetWords(progress)} />
      <WorkerNotice workers={workers} />
      {mustType ? (
        <Field
          label={`Type ${formatCount(tokens)} to start this run`}
          hint="It is larger than what starts by one press."
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <FormError error={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{cancelLabel}</Button>
        <Button type="submit" variant="primary" disabled={busy || (mustType && !right)}>
          {busy ? "Starting…" : startWords(run, plan.totals)}
        </Button>
      </div>
    </form>
  );
}
