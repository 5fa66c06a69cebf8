/** A page and the Content-Security-Policy under which it works. */
export interface Page {
  readonly html: string;
  readonly policy: string;
}

/** A file that a page loads. */
export interface Asset {
  readonly type: string;
  readonly body: string;
}

export const SCRIPT = 'text/javascript; charset=utf-8';
export const STYLE = 'text/css; charset=utf-8';

/** JSON that cannot end the script element around it. */
export function toScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
