import { Button } from "#components/ui/button.tsx";
import { roleLabels } from "#lib/auth/permissions.ts";
import type { Role } from "#lib/auth/schemas.ts";

export type DemoAccount = { email: string; password: string; role: string };
type DemoSignInsProps = {
  accounts: DemoAccount[];
  busy: boolean;
  onPick: (account: { email: string; password: string }) => void;
};

/** One button for each account of the local stack. */
export function DemoSignIns({ accounts, busy, onPick }: DemoSignInsProps) {
  return (
    <section aria-labelledby="local-sign-ins" className="flex flex-col gap-2 border-t pt-4">
      <h2 id="local-sign-ins" className="font-medium">
        Local sign-ins
      </h2>
      <p className="text-xs text-muted">Accounts of the local stack on this machine, one a role.</p>
      <div className="grid grid-cols-2 gap-2">
        {accounts.map(({ email, password, role }) => (
          <Button key={email} disabled={busy} onClick={() => onPick({ email, password })}>
            Sign in as {roleLabels[role as Role] ?? role}
          </Button>
        ))}
      </div>
    </section>
  );
}
