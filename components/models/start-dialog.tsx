"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError, apiGet, apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { BudgetNotice } from "#components/runs/budget-notice.tsx";
import { setBudgetWords } from "#components/runs/budget-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { formatCost, plural } from "#lib/format/number.ts";
import type { ShadowPlan } from "#lib/ingest/shadow-schemas.ts";
import { useModelChange } from "./use-model-change.ts";
import { planWords } from "./words.ts";

/** Names a model, shows what embedding every chunk by it costs, then begins. */
export default function StartDialog() {
  const [open, setOpen] = useState(true);
  const [model, setModel] = useState("");
  const [key, setKey] = useState(() => crypto.randomUUID());
  const plan = useMutation({
    mutationFn: () =>
      apiGet<ShadowPlan>(`/api/models/plan?${new URLSearchParams({ model: model.trim() })}`),
  });
  const start = useModelChange(
    (of: ShadowPlan) =>
      apiSend("POST", "/api/models", { model: of.model }, { idempotencyKey: key }),
    () => setOpen(false),
  );
  const planned = plan.data;
  const error = plan.error ?? start.error;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (planned) start.mutate(planned);
    else plan.mutate();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        plan.reset();
        start.reset();
        setModel("");
        setKey(crypto.randomUUID());
        setOpen(next);
      }}
    >
      <DialogTrigger asChild>
        <Button variant="primary">Try a model</Button>
      </DialogTrigger>
      <DialogContent
        title="Try another model"
        description="A worker embeds every chunk by it, beside the vectors that are served. Nothing that is served changes."
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label="Model"
            hint="As the embedding provider names it; it must give 3,072 dimensions."
            error={error instanceof ApiError ? error.fields.model : undefined}
          >
            {(control) => (
              <Input
                {...control}
                value={model}
                autoComplete="off"
                spellCheck={false}
                required
                maxLength={100}
                placeholder="text-embedding-3-large"
                onChange={(event) => {
                  setModel(event.target.value);
                  if (plan.data || plan.error) plan.reset();
                  if (start.error) start.reset();
                }}
              />
            )}
          </Field>
          {planned ? (
            <>
              <Notice>{planWords(planned)}</Notice>
              <BudgetNotice words={setBudgetWords(planned)} />
            </>
          ) : null}
          {error instanceof ApiError && error.fields.model ? null : <FormError error={error} />}
          <DialogFoot
            action={
              planned
                ? `Embed ${plural(planned.chunks, "chunk")}${planned.cost > 0 ? `, about ${formatCost(planned.cost)}` : ""}`
                : "Show what it costs"
            }
            busy={plan.isPending || start.isPending || planned?.chunks === 0}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}
