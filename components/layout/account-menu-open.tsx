"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleUserRound, LogOut } from "lucide-react";
import { apiSend } from "#components/api-client.ts";
import { leaveConsole } from "#components/auth/leave-console.ts";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { toast } from "#components/ui/toast.ts";

/** The account menu, open at first. */
export default function AccountMenuOpen({
  email,
  roleLabel,
}: {
  email: string;
  roleLabel: string;
}) {
  const signOut = useMutation({
    mutationFn: () => apiSend<void>("POST", "/api/auth/sign-out"),
    onSuccess: leaveConsole,
    onError: (error) => toast.error(error.message),
  });
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Account">
          <CircleUserRound aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          <span className="block text-sm text-foreground">{email}</span>
          {roleLabel}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem disabled={signOut.isPending} onSelect={() => signOut.mutate()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
