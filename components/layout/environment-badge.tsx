import { FlaskConical, Laptop, ShieldAlert } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

export type Environment = "local" | "preview" | "production";

const looks = {
  local: { tone: "neutral", icon: Laptop },
  preview: { tone: "accent", icon: FlaskConical },
  production: { tone: "danger", icon: ShieldAlert },
} as const;

/** Which database this is, always in sight. */
export function EnvironmentBadge({ environment }: { environment: Environment }) {
  const { tone, icon } = looks[environment];
  return (
    <Badge tone={tone} icon={icon}>
      {environment}
    </Badge>
  );
}
