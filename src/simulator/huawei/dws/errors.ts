import type { CloudReply } from '../../service.js';
import type { HuaweiBehaviour } from '../behaviour.js';

/** DWS writes an error under the old field names and the new ones; in some regions the whole body is base64 text. */
export function toDwsError(behaviour: HuaweiBehaviour, status: number, code: string, message: string): CloudReply {
  const body = { externalMessage: message, errCode: code, error_code: code, error_msg: message };
  if (!behaviour.dwsBase64Errors) return { status, body };
  const text = Buffer.from(JSON.stringify(body)).toString('base64');
  return { status, headers: { 'Content-Type': 'text/plain' }, body: text.replaceAll('+', '-').replaceAll('/', '_') };
}
