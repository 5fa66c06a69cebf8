import { toMeanings, type CodeMeaning } from '../../shared/error-codes.js';
import { API_GATEWAY_ERROR_CODES } from './api-gateway.js';
import { CSS_ERROR_CODES } from './css.js';
import { DWS_ERROR_CODES } from './dws.js';
import { GEMINIDB_ERROR_CODES } from './geminidb.js';
import { IAM_ERROR_CODES, IAM_NUMBERS } from './iam.js';

/** The codes of all services by their prefix. A code of the gateway or of IAM may come from any service. */
const BY_PREFIX: ReadonlyMap<string, ReadonlyMap<string, CodeMeaning>> = new Map([
  ['CSS', toMeanings(CSS_ERROR_CODES)],
  ['DWS', toMeanings(DWS_ERROR_CODES)],
  ['DBS', toMeanings(GEMINIDB_ERROR_CODES)],
  ['IAM', toMeanings(IAM_ERROR_CODES)],
  ['APIG', toMeanings(API_GATEWAY_ERROR_CODES)],
  ['APIGW', toMeanings(API_GATEWAY_ERROR_CODES)],
]);

const BY_IAM_NUMBER = toMeanings(IAM_NUMBERS);

/**
 * The meaning of a code such as "CSS.0015"; `undefined` if no document lists it. Codes without a prefix have a meaning
 * only in a response of IAM itself (`isIam`).
 */
export function meaningOf(code: string, isIam: boolean): CodeMeaning | undefined {
  const dot = code.indexOf('.');
  if (dot < 0) return isIam ? BY_IAM_NUMBER.get(code) : undefined;
  return BY_PREFIX.get(code.slice(0, dot).toUpperCase())?.get(code.slice(dot + 1));
}
