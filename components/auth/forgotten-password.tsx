"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { FormError } from "./form-error.tsx";

/** Asks for an e-mail with a link to set a password. */
export function ForgottenPassword() {
  const ask = useMutation({
    mutationFn: (email: string) => apiSend<void>("POST", "/api/auth/forgotten", { email }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    ask.mutate(String(new FormData(event.currentTarget).get("email")));
  }

  if (ask.isSuccess)
    return (
      <p role="status">
        If there is an account for {ask.variables}, an e-mail with a link is on its way. Open the
        link in this browser. It works once, for an hour.
      </p>
    );
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-3">
      <FormError error={ask.error} />
      <Field label="E-mail address">
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={ask.isPending}>
        {ask.isPending ? "Sending…" : "Send me a link"}
      </Button>
    </form>
  );
}
