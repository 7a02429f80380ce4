import type { Metadata } from "next";
import { LogSettingsDialog } from "#components/monitoring/log-settings-dialog.tsx";
import { MonitoringScreen } from "#components/monitoring/monitoring-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readLogSettings } from "#lib/retrieve/log/log-settings.ts";
import { readMonitoring } from "#lib/retrieve/monitor/read-monitoring.ts";
import { readReturned } from "#lib/retrieve/monitor/read-returned.ts";
import { monitoringSchema } from "#lib/retrieve/monitor-request-schemas.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Monitoring" };

type MonitoringPageProps = { searchParams: Promise<RawSearchParams> };

export default async function MonitoringPage({ searchParams }: MonitoringPageProps) {
  const staff = await requireStaff("read");
  const { state } = parseSearchParams(monitoringSchema, await searchParams);
  const [monitoring, returned, logged] = await Promise.all([
    readMonitoring(database(), state, viewerOf(staff)),
    readReturned(database(), state, viewerOf(staff)),
    readLogSettings(database()),
  ]);
  const mayChange = can(staff.role, "settings.manage");
  return (
    <MonitoringScreen
      state={state}
      monitoring={monitoring}
      returned={returned}
      logging={logged.settings.enabled}
      settings={mayChange ? <LogSettingsDialog {...logged} /> : null}
    />
  );
}
