import Link from "next/link";

/** For staff whose role does not allow a page; answered with status 403. */
export default function Forbidden() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-3 px-4">
      <h1 className="text-lg font-semibold">Your role does not allow this page</h1>
      <p>Nothing is wrong with your sign-in. An admin can change your role on the staff page.</p>
      <p>
        <Link href="/" className="text-accent underline underline-offset-2">
          Back to the start page
        </Link>
      </p>
    </main>
  );
}
