"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { ApiError, apiGet, apiSend } from "#components/api-client.ts";
import { FormError } from "#components/auth/form-error.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import { type LimitsForm, limitsOf, pricedModels } from "./limits-of.ts";
import { PriceFields } from "./price-fields.tsx";

/** The day's token budget, what is started by typing its number, and prices by model. */
export default function RunLimitsForm({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const form = useQuery({
    queryKey: ["run-limits"],
    queryFn: ({ signal }) => apiGet<LimitsForm>("/api/runs/limits", signal),
    gcTime: 0,
  });
  const change = useMutation({
    mutationFn: (limits: LimitsForm["limits"]) =>
      apiSend("PUT", "/api/runs/limits", limits, { ifMatch: form.data?.version ?? 0 }),
    onSuccess: () => {
      toast.success("The limits of runs are changed.");
      void client.invalidateQueries({ queryKey: ["run"] });
      onDone();
    },
  });
  if (form.error) return <FormError error={form.error} />;
  if (!form.data) return <Skeleton className="h-64 w-full" />;
  const { limits } = form.data;
  const models = pricedModels(form.data);
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    change.mutate(limitsOf(new FormData(event.currentTarget), models));
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormError error={change.error} />
      <Field
        label="Tokens a day"
        hint="Empty: no limit. At 80 % there is a warning; at the limit runs stand still and go on the next day. Questions are always answered."
        error={fields.dailyTokens}
      >
        {(control) => (
          <Input
            {...control}
            name="dailyTokens"
            type="number"
            min={0}
            step={1}
            defaultValue={limits.dailyTokens ?? ""}
          />
        )}
      </Field>
      <Field
        label="Tokens from which a run is started by typing their number"
        error={fields.tokensToType}
      >
        {(control) => (
          <Input
            {...control}
            name="tokensToType"
            type="number"
            min={0}
            step={1}
            required
            defaultValue={limits.tokensToType}
          />
        )}
      </Field>
      <PriceFields form={form.data} models={models} />
      <DialogFoot action="Change limits and prices" busy={change.isPending} />
    </form>
  );
}
