"use client";

import { PageError } from "#components/ui/page-error.tsx";

type ErrorProps = { error: Error & { digest?: string } };

export default function RootError({ error }: ErrorProps) {
  return (
    <main>
      <PageError requestId={error.digest} />
    </main>
  );
}
