/** A request as a browser sends it for a page. */
export const HTML = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
