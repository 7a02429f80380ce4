"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useSyncExternalStore } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { FormError } from "./form-error.tsx";
import { isRefusedLink, readLinkProof } from "./link-proof.ts";

/** Sets the first or a new password: with the link from an e-mail, or for who is signed in. */
export function SetPassword({ signedIn }: { signedIn: boolean }) {
  const hasSession = useRef(signedIn);
  const refused = useSyncExternalStore(
    () => () => undefined,
    () => isRefusedLink(...partsOfAddress()),
    () => false,
  );
  const save = useMutation({
    mutationFn: async (password: string) => {
      const proof = readLinkProof(...partsOfAddress());
      if (proof) {
        await apiSend<void>("POST", "/api/auth/exchange", proof);
        // A link works once: what it gave is kept when only the password is refused, also by a reload.
        window.history.replaceState(null, "", window.location.pathname);
        hasSession.current = true;
      } else if (!hasSession.current) throw missingLink();
      await apiSend<void>("POST", "/api/auth/password", { password });
    },
    onSuccess: () => window.location.replace("/"),
  });
  const fields = save.error instanceof ApiError ? save.error.fields : {};
  const busy = save.isPending || save.isSuccess;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(String(new FormData(event.currentTarget).get("password")));
  }

  if (refused) return <FormError error={refusedLink()} />;
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-3">
      <FormError error={fields.password ? null : save.error} />
      <Field label="New password" hint="At least 8 characters." error={fields.password}>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={8}
            maxLength={72}
            required
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={busy}>
        {busy ? "Saving…" : "Set password and sign in"}
      </Button>
    </form>
  );
}

function partsOfAddress() {
  const { search, hash } = window.location;
  return [new URLSearchParams(search), new URLSearchParams(hash.slice(1))] as const;
}

function refusedLink(): Error {
  return new Error("This link has expired or was used before. Ask for a new one.");
}

function missingLink(): Error {
  return new Error(
    "This address carries no link from an e-mail, or it is cut short. Ask for a new one.",
  );
}
