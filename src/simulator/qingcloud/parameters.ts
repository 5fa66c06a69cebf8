import type { CloudRequest } from '../service.js';
import { illegalParameter, missingParameter } from './error-reply.js';

/** Decoded names and values of a request. */
export type Parameters = ReadonlyMap<string, string>;

/** A GET has them in its query, a POST in its form. */
export function readParameters(request: CloudRequest): Parameters {
  return new Map(request.method === 'POST' ? new URLSearchParams(request.body) : request.query);
}

export function demand(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

/** `name.1`, `name.2`, … in their order. The Go SDK sends one alone as `name`. */
export function toList(parameters: Parameters, name: string): readonly string[] {
  const numbered = [...parameters].flatMap(([key, value]) => {
    const number = key.startsWith(`${name}.`) ? Number(key.slice(name.length + 1)) : NaN;
    return Number.isInteger(number) ? [{ number, value }] : [];
  });
  const alone = parameters.get(name);
  const values = numbered.sort((a, b) => a.number - b.number).map(({ value }) => value);
  return alone === undefined ? values : [alone, ...values];
}

/** A list whose values must be among the legal ones; `undefined` if it is missing. */
export function toWords(parameters: Parameters, name: string, legal: readonly string[]): Set<string> | undefined {
  const words = toList(parameters, name);
  if (words.some((word) => !legal.includes(word))) throw illegalParameter(name);
  return words.length > 0 ? new Set(words) : undefined;
}

export interface Paging {
  readonly offset: number;
  readonly limit: number;
}

/** "返回数据长度,默认为20,最大100": more than 100 is lowered to 100 without an error. */
export function toPaging(parameters: Parameters): Paging {
  const offset = toWhole(parameters, 'offset', 0);
  const limit = toWhole(parameters, 'limit', 20);
  if (limit === 0) throw illegalParameter('limit');
  return { offset, limit: Math.min(limit, 100) };
}

/** "1为逆序，0为正序" */
export function toFlag(parameters: Parameters, name: string): boolean {
  const number = toWhole(parameters, name, 0);
  if (number > 1) throw illegalParameter(name);
  return number === 1;
}

function toWhole(parameters: Parameters, name: string, fallback: number): number {
  const text = parameters.get(name);
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text)) throw illegalParameter(name);
  return Number(text);
}
