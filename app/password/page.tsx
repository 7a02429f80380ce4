import type { Metadata } from "next";
import Link from "next/link";
import { AuthPage } from "#components/auth/auth-page.tsx";
import { SetPassword } from "#components/auth/set-password.tsx";
import { verifiedUser } from "#lib/auth/current-staff.ts";
import { env } from "#lib/env/env.ts";

export const metadata: Metadata = { title: "Set a password", referrer: "no-referrer" };

export default async function PasswordPage() {
  const user = await verifiedUser();
  return (
    <AuthPage title="Set a password" environment={env().environment}>
      <SetPassword signedIn={user !== undefined} />
      <p className="text-xs">
        <Link href="/password/forgotten" className="text-accent underline underline-offset-2">
          Ask for a new link
        </Link>
      </p>
    </AuthPage>
  );
}
