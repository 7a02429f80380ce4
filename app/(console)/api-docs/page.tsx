import type { Metadata } from "next";
import { buildDocument } from "#app/api/openapi.json/build-document.ts";
import { routes } from "#app/api/openapi.json/routes.ts";
import { GroupList } from "#components/api-docs/group-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";

export const metadata: Metadata = { title: "API" };

export default async function ApiPage() {
  await requireStaff("read");
  const { paths } = buildDocument(routes);
  const operations = Object.entries(paths).flatMap(([path, of]) =>
    Object.entries(of).map(([method, operation]) => ({ path, method, ...operation })),
  );
  return (
    <>
      <PageHeader
        title="API"
        purpose="Everything this console does, for scripts: the same routes, the same rights, JSON both ways."
        action={
          <Button asChild>
            <a href="/api/openapi.json" download="openapi.json">
              Download OpenAPI 3.1
            </a>
          </Button>
        }
      />
      <GroupList operations={operations} />
    </>
  );
}
