import * as auditExport from "#app/api/audit/export/route.ts";
import * as audit from "#app/api/audit/route.ts";
import * as authExchange from "#app/api/auth/exchange/route.ts";
import * as authForgotten from "#app/api/auth/forgotten/route.ts";
import * as authPassword from "#app/api/auth/password/route.ts";
import * as authSignIn from "#app/api/auth/sign-in/route.ts";
import * as authSignOut from "#app/api/auth/sign-out/route.ts";
import * as changesByIdApply from "#app/api/changes/[id]/apply/route.ts";
import * as changesByIdCheck from "#app/api/changes/[id]/check/route.ts";
import * as changesByIdDecision from "#app/api/changes/[id]/decision/route.ts";
import * as changesByIdEffect from "#app/api/changes/[id]/effect/route.ts";
import * as changesByIdQueries from "#app/api/changes/[id]/queries/route.ts";
import * as changesById from "#app/api/changes/[id]/route.ts";
import * as changesByIdUndo from "#app/api/changes/[id]/undo/route.ts";
import * as changesImport from "#app/api/changes/import/route.ts";
import * as changes from "#app/api/changes/route.ts";
import * as chunksByIdAppearances from "#app/api/chunks/[id]/appearances/route.ts";
import * as chunksByIdEditable from "#app/api/chunks/[id]/editable/route.ts";
import * as chunksByIdNeighbours from "#app/api/chunks/[id]/neighbours/route.ts";
import * as chunksByIdPlaces from "#app/api/chunks/[id]/places/route.ts";
import * as chunksById from "#app/api/chunks/[id]/route.ts";
import * as chunksExport from "#app/api/chunks/export/route.ts";
import * as chunksFacets from "#app/api/chunks/facets/route.ts";
import * as chunks from "#app/api/chunks/route.ts";
import * as costs from "#app/api/costs/route.ts";
import * as docs from "#app/api/docs/route.ts";
import * as documentsByIdEditable from "#app/api/documents/[id]/editable/route.ts";
import * as documentsByIdPlaces from "#app/api/documents/[id]/places/route.ts";
import * as documentsById from "#app/api/documents/[id]/route.ts";
import * as documentsExport from "#app/api/documents/export/route.ts";
import * as documentsFacets from "#app/api/documents/facets/route.ts";
import * as documents from "#app/api/documents/route.ts";
import * as driftAccept from "#app/api/drift/accept/route.ts";
import * as driftDraft from "#app/api/drift/draft/route.ts";
import * as driftManifest from "#app/api/drift/manifest/route.ts";
import * as drift from "#app/api/drift/route.ts";
import * as effectsQueries from "#app/api/effects/queries/route.ts";
import * as effects from "#app/api/effects/route.ts";
import * as fileDrift from "#app/api/file-drift/route.ts";
import * as flagsById from "#app/api/flags/[id]/route.ts";
import * as flags from "#app/api/flags/route.ts";
import * as foreignWritesByIdRestore from "#app/api/foreign-writes/[id]/restore/route.ts";
import * as foreignWrites from "#app/api/foreign-writes/route.ts";
import * as foreignWritesSettle from "#app/api/foreign-writes/settle/route.ts";
import * as growth from "#app/api/growth/route.ts";
import * as guardrailsExposureById from "#app/api/guardrails/exposure/[id]/route.ts";
import * as guardrails from "#app/api/guardrails/route.ts";
import * as guardrailsScans from "#app/api/guardrails/scans/route.ts";
import * as health from "#app/api/health/route.ts";
import * as jump from "#app/api/jump/route.ts";
import * as metrics from "#app/api/metrics/route.ts";
import * as modelsByIdPromote from "#app/api/models/[id]/promote/route.ts";
import * as modelsByIdResume from "#app/api/models/[id]/resume/route.ts";
import * as modelsById from "#app/api/models/[id]/route.ts";
import * as modelsByIdStop from "#app/api/models/[id]/stop/route.ts";
import * as modelsPlan from "#app/api/models/plan/route.ts";
import * as models from "#app/api/models/route.ts";
import * as navigation from "#app/api/navigation/route.ts";
import * as retrievalCompare from "#app/api/retrieval/compare/route.ts";
import * as retrievalConfigurationsById from "#app/api/retrieval/configurations/[id]/route.ts";
import * as retrievalConfigurations from "#app/api/retrieval/configurations/route.ts";
import * as retrievalFrozenById from "#app/api/retrieval/frozen/[id]/route.ts";
import * as retrievalFrozen from "#app/api/retrieval/frozen/route.ts";
import * as retrievalHistory from "#app/api/retrieval/history/route.ts";
import * as retrievalIndexMeasuresById from "#app/api/retrieval/index-measures/[id]/route.ts";
import * as retrievalIndexMeasures from "#app/api/retrieval/index-measures/route.ts";
import * as retrievalIndexQuality from "#app/api/retrieval/index-quality/route.ts";
import * as retrievalKeptCounts from "#app/api/retrieval/kept-counts/route.ts";
import * as retrievalLanes from "#app/api/retrieval/lanes/route.ts";
import * as retrievalLeftOut from "#app/api/retrieval/left-out/route.ts";
import * as retrievalLogSettings from "#app/api/retrieval/log-settings/route.ts";
import * as retrievalModelText from "#app/api/retrieval/model-text/route.ts";
import * as retrievalQueriesById from "#app/api/retrieval/queries/[id]/route.ts";
import * as retrievalQueriesImport from "#app/api/retrieval/queries/import/route.ts";
import * as retrievalQueries from "#app/api/retrieval/queries/route.ts";
import * as retrievalQuery from "#app/api/retrieval/query/route.ts";
import * as retrievalWhyNot from "#app/api/retrieval/why-not/route.ts";
import * as runsByIdApprove from "#app/api/runs/[id]/approve/route.ts";
import * as runsByIdCancel from "#app/api/runs/[id]/cancel/route.ts";
import * as runsByIdDifference from "#app/api/runs/[id]/difference/route.ts";
import * as runsByIdLog from "#app/api/runs/[id]/log/route.ts";
import * as runsByIdPlan from "#app/api/runs/[id]/plan/route.ts";
import * as runsByIdProgress from "#app/api/runs/[id]/progress/route.ts";
import * as runsByIdRetry from "#app/api/runs/[id]/retry/route.ts";
import * as runsById from "#app/api/runs/[id]/route.ts";
import * as runsCharts from "#app/api/runs/charts/route.ts";
import * as runsExport from "#app/api/runs/export/route.ts";
import * as runsLimits from "#app/api/runs/limits/route.ts";
import * as runs from "#app/api/runs/route.ts";
import * as staffById from "#app/api/staff/[id]/route.ts";
import * as staff from "#app/api/staff/route.ts";
import * as tablesByScreenDefaultView from "#app/api/tables/[screen]/default-view/route.ts";
import * as tablesByScreenLayout from "#app/api/tables/[screen]/layout/route.ts";
import * as tablesByScreenViewsByView from "#app/api/tables/[screen]/views/[view]/route.ts";
import * as tablesByScreenViews from "#app/api/tables/[screen]/views/route.ts";
import * as tokensByIdRotate from "#app/api/tokens/[id]/rotate/route.ts";
import * as tokensById from "#app/api/tokens/[id]/route.ts";
import * as tokens from "#app/api/tokens/route.ts";
import * as v1Retrieve from "#app/api/v1/retrieve/route.ts";
import * as vocabularies from "#app/api/vocabularies/route.ts";

/** Every route of the API by its path. A test walks the folders and misses what is not here. */
export const routes: Record<string, object> = {
  "/api/audit": audit,
  "/api/audit/export": auditExport,
  "/api/auth/exchange": authExchange,
  "/api/auth/forgotten": authForgotten,
  "/api/auth/password": authPassword,
  "/api/auth/sign-in": authSignIn,
  "/api/auth/sign-out": authSignOut,
  "/api/changes": changes,
  "/api/changes/{id}": changesById,
  "/api/changes/{id}/apply": changesByIdApply,
  "/api/changes/{id}/check": changesByIdCheck,
  "/api/changes/{id}/decision": changesByIdDecision,
  "/api/changes/{id}/effect": changesByIdEffect,
  "/api/changes/{id}/queries": changesByIdQueries,
  "/api/changes/{id}/undo": changesByIdUndo,
  "/api/changes/import": changesImport,
  "/api/chunks": chunks,
  "/api/chunks/{id}": chunksById,
  "/api/chunks/{id}/appearances": chunksByIdAppearances,
  "/api/chunks/{id}/editable": chunksByIdEditable,
  "/api/chunks/{id}/neighbours": chunksByIdNeighbours,
  "/api/chunks/{id}/places": chunksByIdPlaces,
  "/api/chunks/export": chunksExport,
  "/api/chunks/facets": chunksFacets,
  "/api/costs": costs,
  "/api/docs": docs,
  "/api/documents": documents,
  "/api/documents/{id}": documentsById,
  "/api/documents/{id}/editable": documentsByIdEditable,
  "/api/documents/{id}/places": documentsByIdPlaces,
  "/api/documents/export": documentsExport,
  "/api/documents/facets": documentsFacets,
  "/api/drift": drift,
  "/api/drift/accept": driftAccept,
  "/api/drift/draft": driftDraft,
  "/api/drift/manifest": driftManifest,
  "/api/effects": effects,
  "/api/effects/queries": effectsQueries,
  "/api/file-drift": fileDrift,
  "/api/flags": flags,
  "/api/flags/{id}": flagsById,
  "/api/foreign-writes": foreignWrites,
  "/api/foreign-writes/{id}/restore": foreignWritesByIdRestore,
  "/api/foreign-writes/settle": foreignWritesSettle,
  "/api/growth": growth,
  "/api/guardrails": guardrails,
  "/api/guardrails/exposure/{id}": guardrailsExposureById,
  "/api/guardrails/scans": guardrailsScans,
  "/api/health": health,
  "/api/jump": jump,
  "/api/metrics": metrics,
  "/api/models": models,
  "/api/models/{id}": modelsById,
  "/api/models/{id}/promote": modelsByIdPromote,
  "/api/models/{id}/resume": modelsByIdResume,
  "/api/models/{id}/stop": modelsByIdStop,
  "/api/models/plan": modelsPlan,
  "/api/navigation": navigation,
  "/api/retrieval/compare": retrievalCompare,
  "/api/retrieval/configurations": retrievalConfigurations,
  "/api/retrieval/configurations/{id}": retrievalConfigurationsById,
  "/api/retrieval/frozen": retrievalFrozen,
  "/api/retrieval/frozen/{id}": retrievalFrozenById,
  "/api/retrieval/history": retrievalHistory,
  "/api/retrieval/index-measures": retrievalIndexMeasures,
  "/api/retrieval/index-measures/{id}": retrievalIndexMeasuresById,
  "/api/retrieval/index-quality": retrievalIndexQuality,
  "/api/retrieval/kept-counts": retrievalKeptCounts,
  "/api/retrieval/lanes": retrievalLanes,
  "/api/retrieval/left-out": retrievalLeftOut,
  "/api/retrieval/log-settings": retrievalLogSettings,
  "/api/retrieval/model-text": retrievalModelText,
  "/api/retrieval/queries": retrievalQueries,
  "/api/retrieval/queries/{id}": retrievalQueriesById,
  "/api/retrieval/queries/import": retrievalQueriesImport,
  "/api/retrieval/query": retrievalQuery,
  "/api/retrieval/why-not": retrievalWhyNot,
  "/api/runs": runs,
  "/api/runs/{id}": runsById,
  "/api/runs/{id}/approve": runsByIdApprove,
  "/api/runs/{id}/cancel": runsByIdCancel,
  "/api/runs/{id}/difference": runsByIdDifference,
  "/api/runs/{id}/log": runsByIdLog,
  "/api/runs/{id}/plan": runsByIdPlan,
  "/api/runs/{id}/progress": runsByIdProgress,
  "/api/runs/{id}/retry": runsByIdRetry,
  "/api/runs/charts": runsCharts,
  "/api/runs/export": runsExport,
  "/api/runs/limits": runsLimits,
  "/api/staff": staff,
  "/api/staff/{id}": staffById,
  "/api/tables/{screen}/default-view": tablesByScreenDefaultView,
  "/api/tables/{screen}/layout": tablesByScreenLayout,
  "/api/tables/{screen}/views": tablesByScreenViews,
  "/api/tables/{screen}/views/{view}": tablesByScreenViewsByView,
  "/api/tokens": tokens,
  "/api/tokens/{id}": tokensById,
  "/api/tokens/{id}/rotate": tokensByIdRotate,
  "/api/v1/retrieve": v1Retrieve,
  "/api/vocabularies": vocabularies,
};
