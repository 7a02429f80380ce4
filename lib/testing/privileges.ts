import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { privilegeFunctions } from "./privileges-sql.ts";

/** What each role may do, by object: an empty entry where nobody may do anything. */
export type PrivilegeMatrix = Record<string, Record<string, string>>;

export type Privileges = {
  matrix: PrivilegeMatrix;
  /** Where the catalogue says one thing and executing as the role shows another. */
  contradictions: string[];
};

type Try = {
  role: string;
  object: string;
  verb: string;
  col: string | null;
  listed: boolean;
  executed: boolean;
};

/**
 * Walks all that is neither the system's nor an extension's: every schema, relation, column, sequence and
 * function × role × verb, by the catalogue and by executing. `stranger`, a role without any
 * grant, stands for PUBLIC. The connection must be able to become each role.
 */
export async function readPrivileges(
  tx: Tx,
  roles: string[],
  stranger: string,
): Promise<Privileges> {
  await sql.raw(privilegeFunctions).execute(tx);
  const { rows } = await sql<Try>`
    select v.object, v.verb, v.col, v.listed,
      case when v.statement is null then v.listed else pg_temp.attempt(r.role, v.statement, v.object) end as executed,
      case r.role when ${stranger} then 'PUBLIC' else r.role end as role
    from unnest(${[...roles, stranger]}::text[]) as r(role)
    cross join lateral pg_temp.verbs(r.role) v`.execute(tx);
  return { matrix: toMatrix(rows), contradictions: rows.flatMap(contradiction).sort() };
}

function contradiction(row: Try): string[] {
  if (row.listed === row.executed) return [];
  const verb = row.col ? `${row.verb} (${row.col})` : row.verb;
  return [`${row.role}: ${verb} on ${row.object}: listed ${row.listed}, executed ${row.executed}`];
}

/** A verb on the whole table stands alone; otherwise its columns are named. */
function toMatrix(rows: Try[]): PrivilegeMatrix {
  const objects = Map.groupBy(rows, (row) => row.object);
  const matrix: PrivilegeMatrix = {};
  for (const object of [...objects.keys()].sort()) {
    const held = (objects.get(object) ?? []).filter((row) => row.listed || row.executed);
    const byRole = Map.groupBy(held, (row) => row.role);
    matrix[object] = Object.fromEntries(
      [...byRole.keys()].sort().map((role) => [role, describe(byRole.get(role) ?? [])]),
    );
  }
  return matrix;
}

function describe(held: Try[]): string {
  const byVerb = Map.groupBy(held, (row) => row.verb);
  return [...byVerb.keys()]
    .sort()
    .map((verb) => {
      const entries = byVerb.get(verb) ?? [];
      if (entries.some((row) => row.col === null)) return verb;
      return `${verb} (${entries
        .map((row) => row.col)
        .sort()
        .join(", ")})`;
    })
    .join(", ");
}
