import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { roleLabels } from "#lib/auth/permissions.ts";
import type { Role } from "#lib/auth/schemas.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CommandButton } from "./command-button.tsx";
import { type Environment, EnvironmentBadge } from "./environment-badge.tsx";
import { Nav } from "./nav.tsx";
import { NavDrawer } from "./nav-drawer.tsx";
import { navIcons } from "./nav-icons.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

type FrameProps = {
  environment: Environment;
  account: { email: string; role: Role };
  sampleCorpus: boolean;
  lexicalEmbedder: boolean;
  children: ReactNode;
};

const icons = Object.fromEntries(
  Object.entries(navIcons).map(([href, Icon]) => [
    href,
    <Icon key={href} className="size-4 text-muted" aria-hidden />,
  ]),
);

/** What stands around every page: environment, navigation, account. Production wears a red band. */
export function Frame({
  environment,
  account,
  sampleCorpus,
  lexicalEmbedder,
  children,
}: FrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-foreground"
      >
        Skip to content
      </a>
      {environment === "production" ? (
        <p className="bg-danger px-4 py-1 text-center text-xs font-semibold text-danger-foreground">
          Production: what you change here reaches customers
        </p>
      ) : null}
      <header className="sticky top-0 z-30 flex h-11 items-center gap-2 border-b bg-background px-3">
        <NavDrawer role={account.role} icons={icons} />
        <span className="font-semibold whitespace-nowrap max-sm:sr-only">Corpus console</span>
        <EnvironmentBadge environment={environment} />
        {sampleCorpus ? <Badge className="max-sm:hidden">sample corpus</Badge> : null}
        {lexicalEmbedder ? (
          <span title="The offline embedder compares words and letters, not meaning.">
            <Badge tone="warn">lexical embedder</Badge>
          </span>
        ) : null}
        <div className="ml-auto flex items-center gap-1">
          <CommandButton role={account.role} />
          <ThemeSwitch />
          <AccountMenu email={account.email} roleLabel={roleLabels[account.role]} />
        </div>
      </header>
      <div className="flex min-h-0 flex-1">
        <div className="hidden w-52 shrink-0 border-r bg-sunken md:block">
          <div className="sticky top-11 p-2 pt-3">
            <Nav role={account.role} icons={icons} />
          </div>
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 pb-12 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
