import { Panel } from "#components/ui/panel.tsx";
import { plural } from "#lib/format/number.ts";
import { type Described, OperationRow } from "./operation-row.tsx";

/** The API's operations in groups by the first part of their path, with links to each group. */
export function GroupList({ operations }: { operations: Described[] }) {
  const groups = [...Map.groupBy(operations, ({ tags }) => tags[0] ?? "")];
  return (
    <div className="flex flex-col gap-5 px-4 pb-8">
      <nav aria-label="Parts of the API" className="flex flex-wrap gap-x-3 gap-y-1">
        {groups.map(([name]) => (
          <a key={name} href={`#${name}`} className="underline underline-offset-2">
            {name}
          </a>
        ))}
      </nav>
      {groups.map(([name, of]) => (
        <div key={name} id={name} className="scroll-mt-16">
          <Panel
            title={name}
            action={<span className="text-muted">{plural(of.length, "operation")}</span>}
          >
            <ul>
              {of.map((one) => (
                <OperationRow key={`${one.method} ${one.path}`} operation={one} />
              ))}
            </ul>
          </Panel>
        </div>
      ))}
    </div>
  );
}
