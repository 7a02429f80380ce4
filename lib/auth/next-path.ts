/** The path to go to after sign-in: same site only, otherwise the start page. */
export function nextPath(wanted: string | null | undefined): string {
  if (!wanted || wanted.length > 2000) return "/";
  // Browsers read "\" as "/" and drop tabs and line ends, so "/\evil" would leave the site.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return "/";
  const here = "http://console.invalid";
  if (!URL.canParse(wanted, here)) return "/";
  const url = new URL(wanted, here);
  if (url.origin !== here || url.pathname.startsWith("//")) return "/";
  if (/^\/(login|api)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
