"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";

/** A change of the sets; the page is brought up to date when it is done or was refused. */
export function useModelChange<Input = void>(
  change: (input: Input) => Promise<unknown>,
  onDone?: () => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => onDone?.(),
    onSettled: () => client.invalidateQueries({ queryKey: ["models"] }),
  });
}
