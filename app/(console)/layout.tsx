import type { ReactNode } from "react";
import { Frame } from "#components/layout/frame.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { env } from "#lib/env/env.ts";

export const dynamic = "force-dynamic";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff("read");
  const { environment, embedded, CORPUS_ROOT, OPENAI_API_KEY } = env();
  return (
    <Frame
      environment={environment}
      account={{ email: staff.email, role: staff.role }}
      sampleCorpus={embedded && !CORPUS_ROOT}
      lexicalEmbedder={!OPENAI_API_KEY}
    >
      {children}
    </Frame>
  );
}
