import type { Metadata } from "next";
import { Lab } from "#components/retrieval/lab.tsx";
import { labStateSchema } from "#components/retrieval/lab-state.ts";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { database } from "#lib/db/pool.ts";
import { listConfigurations } from "#lib/evaluate/list-configurations.ts";
import { productionConfiguration } from "#lib/retrieve/configuration.ts";
import { listShadowModels } from "#lib/retrieve/list-shadow-models.ts";
import { readVocabulary } from "#lib/retrieve/read-vocabulary.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Retrieval lab" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function RetrievalPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const { ignored } = parseSearchParams(labStateSchema, await searchParams);
  const [{ sampleQueries, modes, archetypes, ...terms }, configurations, sets] = await Promise.all([
    readVocabulary(database("read")),
    listConfigurations(database(), staff),
    listShadowModels(database("read")),
  ]);
  const values = (list: { value: string }[]) => list.map(({ value }) => value);
  return (
    <>
      <PageHeader
        title="Retrieval lab"
        purpose="What the assistant is given for a question, and what it would be given otherwise."
      />
      {ignored.length > 0 ? (
        <div className="px-4 pb-3">
          <Notice tone="warn">
            Left out of the address, as it makes no sense: {ignored.join(", ")}.
          </Notice>
        </div>
      ) : null}
      <Lab
        production={productionConfiguration()}
        configurations={configurations}
        sets={sets}
        samples={sampleQueries}
        vocabulary={{
          modes,
          archetypes,
          platforms: values(terms.platforms),
          disciplines: values(terms.disciplines),
          topics: values(terms.topics),
        }}
        canSave={can(staff.role, "queries.save")}
      />
    </>
  );
}
