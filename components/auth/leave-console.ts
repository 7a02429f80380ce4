/** To the login page by a full load, so that nothing of this person stays in memory or in this tab. */
export function leaveConsole(): void {
  sessionStorage.clear();
  window.location.assign("/login");
}
