import type { ReactNode } from "react";
import { Frame } from "#components/layout/frame.tsx";
import { TimeZoneProvider } from "#components/ui/time-zone.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { readsWordsOnly } from "#lib/embed/reads-words-only.ts";
import { env } from "#lib/env/env.ts";

export const dynamic = "force-dynamic";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff("read");
  const { environment, embedded, CORPUS_ROOT, CONSOLE_TIME_ZONE } = env();
  return (
    <TimeZoneProvider zone={CONSOLE_TIME_ZONE}>
      <Frame
        environment={environment}
        account={{ email: staff.email, role: staff.role }}
        sampleCorpus={embedded && !CORPUS_ROOT}
        lexicalEmbedder={await readsWordsOnly(database("read"))}
      >
        {children}
      </Frame>
    </TimeZoneProvider>
  );
}
