// Without zod: the audit page loads this; what is parsed is in audit-request-schemas.ts.

/** The audit page's filters, in its URL and in the API's query alike; "" for those that are not set. */
export type AuditFilter = {
  person: string;
  field: string;
  document: string;
  action: string;
  changeSet: string;
  from: string;
  until: string;
  cursor: string;
};

export const noAuditFilter: AuditFilter = {
  person: "",
  field: "",
  document: "",
  action: "",
  changeSet: "",
  from: "",
  until: "",
  cursor: "",
};

export type AuditRow = {
  id: string;
  at: string;
  actor: string;
  action: string;
  subjectType: string;
  subjectId: string;
  subjectLabel: string | null;
  field: string | null;
  from: unknown;
  to: unknown;
  reason: string | null;
  changeSetId: string | null;
  requestId: string | null;
};
