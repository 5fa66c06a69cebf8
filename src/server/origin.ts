import type { IncomingHttpHeaders } from 'node:http';

/** Whether a page of another site sent a request. Programs send neither of the headers that show it. */
export function isFromOtherSite({ origin, host, 'sec-fetch-site': site = 'none' }: IncomingHttpHeaders): boolean {
  if (site !== 'none' && site !== 'same-origin') return true;
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host);
}
