import type { Permission } from "#lib/auth/permissions.ts";

export type NavItem = {
  href: string;
  label: string;
  needs: Permission;
  /** Where else its pages are. */
  also?: string;
  /** What the number beside it means; where it is of things to look at, none is shown for 0. */
  count?: "there are" | "need a look" | "running";
};
export type NavGroup = { label: string | null; items: NavItem[] };

/** The console's pages in groups, by who uses them. */
export const navGroups: NavGroup[] = [
  {
    label: null,
    items: [{ href: "/", label: "Overview", needs: "read" }],
  },
  {
    label: "Corpus",
    items: [
      {
        href: "/documents",
        label: "Documents",
        needs: "read",
        count: "there are",
      },
      { href: "/chunks", label: "Chunks", needs: "read", count: "there are" },
      { href: "/changes", label: "Changes", needs: "read" },
      { href: "/drift", label: "Drift", needs: "read", count: "need a look" },
      { href: "/flags", label: "Flags", needs: "read", count: "need a look" },
      {
        href: "/guardrails",
        label: "Guardrails",
        needs: "read",
        count: "need a look",
      },
      { href: "/growth", label: "Growth", needs: "read" },
    ],
  },
  {
    label: "Retrieval",
    items: [
      { href: "/retrieval", label: "Lab", needs: "read" },
      {
        href: "/retrieval/queries",
        label: "Saved queries",
        needs: "read",
        count: "there are",
      },
      { href: "/retrieval/compare", label: "Compare lanes", needs: "read" },
      { href: "/retrieval/frozen", label: "Frozen results", needs: "read" },
      { href: "/retrieval/index-quality", label: "Index quality", needs: "read" },
      {
        href: "/retrieval/monitoring",
        label: "Monitoring",
        needs: "read",
        also: "/retrieval/log",
      },
    ],
  },
  {
    label: "Runs",
    items: [
      { href: "/runs", label: "History", needs: "read", count: "running" },
      { href: "/models", label: "Models", needs: "settings.manage" },
      { href: "/costs", label: "Costs", needs: "read" },
    ],
  },
  {
    label: "Admin",
    items: [
      { href: "/staff", label: "Staff", needs: "staff.manage" },
      { href: "/tokens", label: "Tokens", needs: "tokens.manage" },
      { href: "/audit", label: "Audit", needs: "read" },
      { href: "/api-docs", label: "API", needs: "read" },
    ],
  },
];
