import {
  Ban,
  CalendarClock,
  Check,
  CheckCheck,
  Circle,
  CircleDashed,
  CirclePause,
  CircleSlash,
  CircleX,
  Clock,
  FileText,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
  ParkingCircle,
  RefreshCw,
  Tag,
  TriangleAlert,
} from "lucide-react";
import { Badge, type Tone } from "./badge.tsx";

const looks: Record<string, { tone: Tone; icon: LucideIcon }> = {
  active: { tone: "ok", icon: Check },
  planned: { tone: "neutral", icon: CalendarClock },
  deprecated: { tone: "warn", icon: Ban },
  full: { tone: "neutral", icon: FileText },
  "metadata-only": { tone: "neutral", icon: Tag },
  ignore: { tone: "warn", icon: CircleSlash },
  embedded: { tone: "ok", icon: CheckCheck },
  stale: { tone: "warn", icon: RefreshCw },
  missing: { tone: "danger", icon: CircleDashed },
  "not wanted": { tone: "neutral", icon: ParkingCircle },
  queued: { tone: "neutral", icon: Clock },
  planning: { tone: "accent", icon: LoaderCircle },
  "waiting for approval": { tone: "warn", icon: Hourglass },
  applying: { tone: "accent", icon: LoaderCircle },
  applied: { tone: "ok", icon: Check },
  rejected: { tone: "danger", icon: CircleX },
  held: { tone: "warn", icon: CirclePause },
  working: { tone: "accent", icon: LoaderCircle },
  done: { tone: "ok", icon: Check },
  running: { tone: "accent", icon: LoaderCircle },
  cancelling: { tone: "warn", icon: OctagonX },
  cancelled: { tone: "neutral", icon: OctagonX },
  succeeded: { tone: "ok", icon: Check },
  "succeeded with errors": { tone: "warn", icon: TriangleAlert },
  failed: { tone: "danger", icon: CircleX },
  expired: { tone: "warn", icon: Hourglass },
  revoked: { tone: "neutral", icon: Ban },
};

/** The one look of a state, as icon and word; an unknown state is shown as it is. */
export function StateChip({ state, label }: { state: string; label?: string }) {
  const look = looks[state] ?? { tone: "neutral" as const, icon: Circle };
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {label ?? state}
    </Badge>
  );
}
