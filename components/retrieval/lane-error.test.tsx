import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ApiError } from "#components/api-client.ts";
import { LaneError } from "./lane-error.tsx";

const shown = (status: number, given: { frozen?: boolean; over?: boolean } = {}) =>
  renderToStaticMarkup(
    <LaneError
      error={new ApiError(status, { code: "internal", message: "What happened." })}
      frozen={false}
      onRetry={() => undefined}
      {...given}
    />,
  );

it.each([0, 401, 500, 503])("lets the same be asked again where that may help: %i", (status) => {
  const html = shown(status);
  expect(html).toContain("The search did not work");
  expect(html).toContain("Ask again");
});

it.each([403, 409, 422])("blames the query where it was refused: %i", (status) => {
  const html = shown(status);
  expect(html).toContain("This query cannot be asked");
  expect(html).not.toContain("Ask again");
});

it("names each setting that was refused, in one sentence each", () => {
  const fields = { "configuration.k": "Too small.", "configuration.plan": "No such plan" };
  const error = new ApiError(422, { code: "invalid", message: "Not accepted.", fields });
  const html = renderToStaticMarkup(
    <LaneError error={error} frozen={false} onRetry={() => undefined} />,
  );
  expect(html).toContain("k: Too small. plan: No such plan.<");
});

it("says that the answer below is that of before", () => {
  const html = shown(503, { over: true });
  expect(html).toContain("Asking again did not work");
  expect(html).toContain("What happened. What stands below is the answer of before.");
});

it("lets a frozen lane be read again unless it is refused", () => {
  expect(shown(401, { frozen: true })).toContain("Read it again");
  expect(shown(404, { frozen: true })).toContain("Choose another configuration above.");
});
