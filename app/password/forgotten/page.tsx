import type { Metadata } from "next";
import Link from "next/link";
import { AuthPage } from "#components/auth/auth-page.tsx";
import { ForgottenPassword } from "#components/auth/forgotten-password.tsx";
import { env } from "#lib/env/env.ts";

export const metadata: Metadata = { title: "Forgotten password" };

export default function ForgottenPasswordPage() {
  const { embedded, environment } = env();
  return (
    <AuthPage title="Forgotten password, or none yet" environment={environment}>
      {embedded ? (
        <p>
          The local stack sends no e-mail, so passwords cannot be reset here. Use one of the local
          sign-ins on the login page; their passwords are printed when the console starts.
        </p>
      ) : (
        <ForgottenPassword />
      )}
      <p className="text-xs">
        <Link href="/login" className="text-accent underline underline-offset-2">
          Back to sign-in
        </Link>
      </p>
    </AuthPage>
  );
}
