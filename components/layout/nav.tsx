"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { can } from "#lib/auth/permissions.ts";
import type { Role } from "#lib/auth/schemas.ts";
import { NavCount } from "./nav-count.tsx";
import { type NavItem, navGroups } from "./nav-items.ts";
import { useNavCounts } from "./use-nav-counts.ts";

type NavProps = {
  role: Role;
  /** Drawn on the server, by address. */
  icons: Record<string, ReactNode>;
  onNavigate?: () => void;
};

/** The console's navigation; groups without a page for this role are left out. */
export function Nav({ role, icons, onNavigate }: NavProps) {
  const path = usePathname();
  const counts = useNavCounts();
  const here = currentAddress(path);
  return (
    <nav aria-label="Console" className="flex flex-col gap-3">
      {navGroups.map(({ label, items }) => {
        const open = items.filter((item) => can(role, item.needs));
        if (open.length === 0) return null;
        return (
          <div key={label ?? ""}>
            {label ? <p className="px-2 pb-1 text-xs font-medium text-muted">{label}</p> : null}
            <ul className="flex flex-col gap-px">
              {open.map((item) => (
                <li key={item.href}>
                  <NavLink
                    item={item}
                    icon={icons[item.href]}
                    current={item.href === here}
                    count={counts[item.href]}
                    onNavigate={onNavigate}
                  />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

type NavLinkProps = {
  item: NavItem;
  icon: ReactNode;
  current: boolean;
  count: number | undefined;
  onNavigate: (() => void) | undefined;
};

function NavLink({ item, icon, current, count, onNavigate }: NavLinkProps) {
  const { href, label } = item;
  return (
    <Link
      href={href as Route}
      {...(onNavigate ? { onClick: onNavigate } : {})}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2 rounded-md px-2 hover:bg-hover",
        current && "bg-selected font-medium",
      )}
    >
      {icon}
      {label}
      {item.count && count !== undefined ? <NavCount kind={item.count} count={count} /> : null}
    </Link>
  );
}

/** The address of the item that a path belongs to: the one with the longest address that leads there. */
function currentAddress(path: string): string | undefined {
  return navGroups
    .flatMap(({ items }) =>
      items.flatMap(({ href, also }) => [href, also ?? href].map((start) => ({ href, start }))),
    )
    .filter(({ start }) => path === start || (start !== "/" && path.startsWith(`${start}/`)))
    .toSorted((a, b) => b.start.length - a.start.length)[0]?.href;
}
