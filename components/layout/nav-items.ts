import {
  Activity,
  FilePen,
  FileText,
  Flag,
  FlaskConical,
  GitCompare,
  History,
  KeyRound,
  Layers,
  LayoutDashboard,
  type LucideIcon,
  MessageCircleQuestion,
  ScrollText,
  ShieldCheck,
  Users,
} from "lucide-react";
import type { Permission } from "#lib/auth/permissions.ts";

export type NavItem = {
  href: string;
  label: string;
  icon: LucideIcon;
  needs: Permission;
  /** What the number beside it means; where it is of things to look at, none is shown for 0. */
  count?: "there are" | "need a look" | "running";
};
export type NavGroup = { label: string | null; items: NavItem[] };

/** The console's pages in groups, by who uses them. */
export const navGroups: NavGroup[] = [
  {
    label: null,
    items: [{ href: "/", label: "Overview", icon: LayoutDashboard, needs: "read" }],
  },
  {
    label: "Corpus",
    items: [
      {
        href: "/documents",
        label: "Documents",
        icon: FileText,
        needs: "read",
        count: "there are",
      },
      { href: "/chunks", label: "Chunks", icon: Layers, needs: "read", count: "there are" },
      { href: "/changes", label: "Changes", icon: FilePen, needs: "read" },
      { href: "/drift", label: "Drift", icon: GitCompare, needs: "read", count: "need a look" },
      { href: "/flags", label: "Flags", icon: Flag, needs: "read", count: "need a look" },
      {
        href: "/guardrails",
        label: "Guardrails",
        icon: ShieldCheck,
        needs: "read",
        count: "need a look",
      },
    ],
  },
  {
    label: "Retrieval",
    items: [
      { href: "/retrieval", label: "Lab", icon: FlaskConical, needs: "read" },
      {
        href: "/retrieval/queries",
        label: "Saved queries",
        icon: MessageCircleQuestion,
        needs: "read",
        count: "there are",
      },
      { href: "/retrieval/monitoring", label: "Monitoring", icon: Activity, needs: "read" },
    ],
  },
  {
    label: "Runs",
    items: [{ href: "/runs", label: "History", icon: History, needs: "read", count: "running" }],
  },
  {
    label: "Admin",
    items: [
      { href: "/staff", label: "Staff", icon: Users, needs: "staff.manage" },
      { href: "/tokens", label: "Tokens", icon: KeyRound, needs: "tokens.manage" },
      { href: "/audit", label: "Audit", icon: ScrollText, needs: "read" },
    ],
  },
];
