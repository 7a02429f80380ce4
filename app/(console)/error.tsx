"use client";

import { PageError } from "#components/ui/page-error.tsx";

type ErrorProps = { error: Error & { digest?: string } };

export default function ConsoleError({ error }: ErrorProps) {
  return <PageError requestId={error.digest} />;
}
