"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError } from "#components/api-client.ts";

/** A change of the tokens from a dialog; the list is read anew once it is done or was overtaken. */
export function useTokenChange<Input, Answer>(
  change: (input: Input, key: string) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  // One key a dialog: a second press of the button makes no second token.
  const [key, setKey] = useState("");
  const mutation = useMutation({
    mutationFn: (input: Input) => change(input, key),
    onSuccess: (answer) => {
      onDone?.(answer);
      router.refresh();
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      if ([404, 409].includes(error.status)) router.refresh();
      // What was refused may be mended and sent again, as another request.
      setKey(crypto.randomUUID());
    },
  });
  return {
    open,
    setOpen: (next: boolean) => {
      if (next) {
        mutation.reset();
        setKey(crypto.randomUUID());
      }
      setOpen(next);
    },
    mutation,
  };
}
