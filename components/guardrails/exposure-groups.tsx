import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { ExposureGroup } from "#lib/guardrail/exposure-schemas.ts";

type ExposureGroupsProps = {
  title: string;
  none: string;
  pieces: string;
  groups: ExposureGroup[];
  now: number;
};

/** Who had texts of the document in one way, the latest first. */
export function ExposureGroups({ title, none, pieces, groups, now }: ExposureGroupsProps) {
  return (
    <Panel title={title}>
      {groups.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <DataTable
          label={`${title}: who and when`}
          columns={columnsFor(pieces)}
          rows={groups.map((group) => ({ group, now }))}
          rowKey={({ group }) => `${group.name} ${group.detail}`}
        />
      )}
    </Panel>
  );
}

type Row = { group: ExposureGroup; now: number };

function columnsFor(pieces: string): Column<Row>[] {
  return [
    { id: "name", header: "Who", cell: ({ group }) => group.name, className: "font-medium" },
    { id: "detail", header: "How", cell: ({ group }) => group.detail, className: "text-muted" },
    { id: "times", header: "Times", cell: ({ group }) => formatCount(group.times), align: "right" },
    {
      id: "pieces",
      header: pieces,
      cell: ({ group }) => formatCount(group.pieces),
      align: "right",
    },
    {
      id: "first",
      header: "First",
      cell: ({ group, now }) => <RelativeTime at={group.firstAt} now={now} />,
    },
    {
      id: "last",
      header: "Last",
      cell: ({ group, now }) => <RelativeTime at={group.lastAt} now={now} />,
    },
  ];
}
