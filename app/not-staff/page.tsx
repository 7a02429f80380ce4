import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "#components/auth/auth-page.tsx";
import { SignOutButton } from "#components/auth/sign-out-button.tsx";
import { currentStaff, verifiedUser } from "#lib/auth/current-staff.ts";
import { env } from "#lib/env/env.ts";

export const metadata: Metadata = { title: "Not on the staff list" };

export default async function NotStaffPage() {
  const staff = await currentStaff();
  if (staff === "anonymous") redirect("/login");
  if (staff !== "stranger") redirect("/" as Route);
  const user = await verifiedUser();
  return (
    <AuthPage title="You are not on the staff list" environment={env().environment}>
      <p>
        You are signed in as <strong className="break-all">{user?.email ?? "an account"}</strong>,
        but this console is open to its staff only.
        {user?.emailConfirmed
          ? " Ask an admin to add this address on the staff page, then reload this page."
          : " Your e-mail address is not confirmed yet: open the link in the e-mail you got, then reload this page."}
      </p>
      <div>
        <SignOutButton />
      </div>
    </AuthPage>
  );
}
