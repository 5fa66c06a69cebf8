/** What the service sends, checked as it arrives: `unknown` before, exact types after. */
export interface WireOperation {
  readonly uid: string;
  readonly cluster: string;
  readonly verb: string;
  readonly state: string;
  readonly began: string;
}

export interface WirePage {
  readonly items: readonly WireOperation[];
  readonly nextPageToken: string | undefined;
}

const FIELDS = ['uid', 'cluster', 'verb', 'state', 'began'] as const;

/** `undefined`: this is not such a page. */
export function checkPage(value: unknown): WirePage | undefined {
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items))
    return undefined;
  const items: readonly unknown[] = value.items;
  const token = 'nextPageToken' in value ? value.nextPageToken : undefined;
  if (token !== undefined && typeof token !== 'string') return undefined;
  return items.every(isOperation) ? { items, nextPageToken: token } : undefined;
}

function isOperation(value: unknown): value is WireOperation {
  if (typeof value !== 'object' || value === null) return false;
  const record = new Map<string, unknown>(Object.entries(value));
  return FIELDS.every((field) => typeof record.get(field) === 'string');
}
