import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthPage } from "#components/auth/auth-page.tsx";
import { SignIn } from "#components/auth/sign-in.tsx";
import { currentStaff } from "#lib/auth/current-staff.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { env } from "#lib/env/env.ts";

export const metadata: Metadata = { title: "Sign in" };

type LoginProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: LoginProps) {
  const { next: wanted } = await searchParams;
  const next = nextPath(typeof wanted === "string" ? wanted : undefined);
  if (typeof (await currentStaff()) === "object") redirect(next as Route);
  return (
    <AuthPage title="Sign in" environment={env().environment}>
      {next === "/" ? null : (
        <p className="text-muted" role="status">
          You are signed out. Sign in to go on where you were.
        </p>
      )}
      <SignIn next={next} demoAccounts={env().demoAccounts} />
      <p className="text-xs">
        <Link href="/password/forgotten" className="text-accent underline underline-offset-2">
          Forgotten password, or none yet?
        </Link>
      </p>
    </AuthPage>
  );
}
