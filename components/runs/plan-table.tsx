import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { RunPlan } from "#lib/ingest/plan-schemas.ts";
import { type ActionSums, actionSums } from "./plan-sums.ts";
import { actionWords } from "./words.ts";

const heads = ["Documents", "Chunks +", "~", "−", "kept", "Tokens"];

/** What a plan does: a line for each action with its numbers and, below it, why. */
export function PlanTable({ plan }: { plan: RunPlan }) {
  return (
    <Table label="What the plan does">
      <TableHead>
        <tr>
          <TableHeader>Action</TableHeader>
          {heads.map((head) => (
            <TableHeader key={head} className="text-right">
              {head}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {actionSums(plan.totals).map((sums) => (
          <TableRow key={sums.action}>
            <TableCell className="min-w-40 whitespace-normal">
              <span className="font-medium">{actionWords[sums.action]}</span>
              <Reasons plan={plan} action={sums.action} />
            </TableCell>
            {numbers(sums).map((value, at) => (
              <TableCell key={heads[at]} className="text-right align-top tabular-nums">
                {value === 0 ? <span className="text-muted">–</span> : formatCount(value)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function numbers({ documents, added, changed, removed, kept, tokens }: ActionSums): number[] {
  return [documents, added, changed, removed, kept, tokens];
}

const mostReasons = 4;

function Reasons({ plan, action }: { plan: RunPlan; action: ActionSums["action"] }) {
  const reasons = plan.reasons.filter((one) => one.action === action && one.reason !== "");
  if (reasons.length === 0) return null;
  return (
    <ul className="text-xs text-muted">
      {reasons.slice(0, mostReasons).map(({ reason, documents }) => (
        <li key={reason} className="break-words">
          {reasons.length > 1 ? `${formatCount(documents)}: ` : ""}
          {reason}
        </li>
      ))}
      {reasons.length > mostReasons ? <li>and other reasons</li> : null}
    </ul>
  );
}
