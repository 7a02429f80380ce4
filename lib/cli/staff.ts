import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { addStaff } from "#lib/auth/add-staff.ts";
import { changeRole } from "#lib/auth/change-role.ts";
import { inviteStaff } from "#lib/auth/invite-staff.ts";
import { listStaff } from "#lib/auth/list-staff.ts";
import { removeStaff } from "#lib/auth/remove-staff.ts";
import { emailSchema, roleSchema, type StaffRow } from "#lib/auth/schemas.ts";
import { database } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { runCommand } from "./run-command.ts";

const usage = `Usage: pnpm staff list
       pnpm staff add <e-mail> [--role viewer|content_owner|qa|admin]
       pnpm staff role <e-mail> <role>
       pnpm staff remove <e-mail>
With --json the answer is JSON.`;

type Answer = { text: string; json: unknown };

const actor = { label: `command line (${userInfo().username})` };
let asJson = false;

await runCommand({
  read: () => {
    const { values, positionals } = readArguments();
    asJson = values.json;
    const [command = "", email = "", role = values.role] = positionals;
    if (!["list", "add", "role", "remove"].includes(command))
      throw new AppError("bad_request", usage);
    return { command, email, role };
  },
  work: async (_db, { command, email, role }) => {
    const answer = await run(command, email, role);
    console.log(asJson ? JSON.stringify(answer.json) : answer.text);
  },
  sayError: ({ code, message }) =>
    console.error(asJson ? JSON.stringify({ error: { code, message } }) : message),
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        role: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new AppError("bad_request", usage, { cause: error });
  }
}

async function run(command: string, email: string, role: string | undefined): Promise<Answer> {
  const db = database();
  switch (command) {
    case "list": {
      const people = await everyone();
      return { text: people.map(line).join("\n") || "Nobody is on the list.", json: people };
    }
    case "add": {
      const row = await addStaff(db, actor, {
        email: anEmail(email),
        role: aRole(role ?? "viewer"),
      });
      const note = await inviteStaff(row.email, env().CONSOLE_ORIGIN);
      return { text: note, json: { staff: row, note } };
    }
    case "role": {
      const { id } = await person(email);
      const row = await changeRole(db, actor, { id, role: aRole(role) });
      return { text: `${row.email} is ${row.role}.`, json: row };
    }
    default: {
      const { id } = await person(email);
      const row = await removeStaff(db, actor, { id });
      return { text: `${row.email} is off the staff list.`, json: row };
    }
  }
}

async function everyone(): Promise<StaffRow[]> {
  const people: StaffRow[] = [];
  let after: string | undefined;
  do {
    const page = await listStaff(database(), actor, { after });
    people.push(...page.items);
    after = page.nextCursor ?? undefined;
  } while (after);
  return people;
}

async function person(email: string): Promise<StaffRow> {
  const wanted = anEmail(email);
  const found = (await everyone()).find((row) => row.email === wanted);
  if (!found) throw new AppError("not_found", `${wanted} is not on the staff list.`);
  return found;
}

function anEmail(text: string): string {
  const parsed = emailSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError("bad_request", text ? `"${text}" is no e-mail address.` : usage);
}

function aRole(text: string | undefined) {
  const parsed = roleSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError("bad_request", `A role is one of ${roleSchema.options.join(", ")}.`);
}

function line({ email, role, userId }: StaffRow): string {
  return `${email.padEnd(40)} ${role.padEnd(14)} ${userId ? "signed in before" : "waiting for the first sign-in"}`;
}
