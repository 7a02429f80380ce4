"use client";

import { useMutation } from "@tanstack/react-query";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { leaveConsole } from "./leave-console.ts";

/** Ends the session of this browser and goes to the login page. */
export function SignOutButton() {
  const signOut = useMutation({
    mutationFn: () => apiSend<void>("POST", "/api/auth/sign-out"),
    onSuccess: leaveConsole,
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
