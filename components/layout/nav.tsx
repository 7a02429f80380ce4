"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#components/ui/cn.ts";
import { can } from "#lib/auth/permissions.ts";
import type { Role } from "#lib/auth/schemas.ts";
import { type NavItem, navGroups } from "./nav-items.ts";

/** The console's navigation; groups without a page for this role are left out. */
export function Nav({ role, onNavigate }: { role: Role; onNavigate?: () => void }) {
  const path = usePathname();
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
                    current={isCurrent(item.href, path)}
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

type NavLinkProps = { item: NavItem; current: boolean; onNavigate: (() => void) | undefined };

function NavLink({ item: { href, label, icon: Icon }, current, onNavigate }: NavLinkProps) {
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
      <Icon className="size-4 text-muted" aria-hidden />
      {label}
    </Link>
  );
}

function isCurrent(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
