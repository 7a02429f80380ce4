"use client";

import { useMutation } from "@tanstack/react-query";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";

/** Ends the session of this browser and goes to the login page. */
export function SignOutButton() {
  const signOut = useMutation({
    mutationFn: () => apiSend<void>("POST", "/api/auth/sign-out"),
    onSuccess: () => window.location.assign("/login"),
  });
  return (
    <>
      <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </Button>
      {signOut.error ? <p role="alert">{signOut.error.message}</p> : null}
    </>
  );
}
