"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type DemoAccount, DemoSignIns } from "./demo-sign-ins.tsx";
import { FormError } from "./form-error.tsx";

type SignInProps = { next: string; demoAccounts: DemoAccount[] };
type Credentials = { email: string; password: string };

/** Sign-in by password, and by one click where the local stack offers accounts. */
export function SignIn({ next, demoAccounts }: SignInProps) {
  const errorId = useId();
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) =>
      apiSend<{ next: string }>("POST", "/api/auth/sign-in", { ...credentials, next }),
    // A full load: nothing that was rendered for nobody may be shown to somebody.
    onSuccess: (answer) => window.location.assign(answer.next),
  });
  const busy = signIn.isPending || signIn.isSuccess;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  }

  return (
    <>
      <form
        method="post"
        onSubmit={submit}
        className="flex flex-col gap-3"
        aria-describedby={signIn.error ? errorId : undefined}
      >
        <FormError id={errorId} error={signIn.error} />
        <Field label="E-mail address">
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" required />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <Input
              {...control}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      {demoAccounts.length > 0 ? (
        <DemoSignIns accounts={demoAccounts} busy={busy} onPick={(a) => signIn.mutate(a)} />
      ) : null}
    </>
  );
}
