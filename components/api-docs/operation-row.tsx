type Json = Record<string, unknown>;

/** One operation of the OpenAPI document, with its path and method. */
export type Described = {
  path: string;
  method: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Json[];
  requestBody?: Json;
  responses: Json;
};

/** An operation in one line; opened, who may call it and what goes in and out. */
export function OperationRow({ operation }: { operation: Described }) {
  const { path, method, summary, description, parameters = [], requestBody, responses } = operation;
  const refused = Object.keys(responses).filter((status) => status >= "4");
  return (
    <li className="border-b">
      <details className="group">
        <summary className="flex min-h-8 cursor-pointer flex-wrap items-baseline gap-x-3 py-1.5 hover:bg-hover">
          <span className="w-14 shrink-0 font-mono text-xs font-semibold uppercase">{method}</span>
          <span className="font-mono text-xs break-all">{path}</span>
          <span className="text-muted">{summary}</span>
        </summary>
        <div className="flex flex-col gap-3 py-2 pl-4">
          <p>{description}</p>
          {parameters.length > 0 ? (
            <dl className="grid grid-cols-1 gap-x-4 sm:grid-cols-[max-content_1fr]">
              {parameters.map((one) => (
                <Parameter key={`${one.in} ${one.name}`} of={one} />
              ))}
            </dl>
          ) : null}
          {requestBody ? <Schema title="Body" schema={contentOf(requestBody)} /> : null}
          <Answer of={responses["2XX"] ?? responses["307"]} />
          <p className="text-muted">Errors: {refused.join(", ")}</p>
        </div>
      </details>
    </li>
  );
}

function Parameter({ of }: { of: Json }) {
  return (
    <>
      <dt className="font-mono text-xs">
        {String(of.name)}
        {of.required ? " *" : ""}
        <span className="text-muted"> in {String(of.in)}</span>
      </dt>
      <dd className="mb-1 font-mono text-xs break-all text-muted">{JSON.stringify(of.schema)}</dd>
    </>
  );
}

/** The form of JSON, or in words what comes in its place. */
function Answer({ of }: { of: unknown }) {
  const schema = contentOf(of);
  if (schema) return <Schema title="Answer" schema={schema} />;
  const { description, content = {} } = of as { description: string; content?: Json };
  return <p className="text-muted">Answer: {[description, ...Object.keys(content)].join(" ")}</p>;
}

function Schema({ title, schema }: { title: string; schema: unknown }) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-muted">{title}</p>
      <pre className="rounded-md bg-sunken px-2.5 py-2 font-mono text-xs break-words whitespace-pre-wrap">
        {JSON.stringify(schema, null, 2)}
      </pre>
    </div>
  );
}

function contentOf(part: unknown): Json | undefined {
  const { content } = part as { content?: Record<string, { schema?: Json }> };
  return content?.["application/json"]?.schema;
}
