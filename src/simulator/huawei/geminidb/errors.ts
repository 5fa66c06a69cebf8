import type { CloudReply } from '../../service.js';

/** GeminiDB's own envelope: the gateway's without the request's id. */
export function toGeminiDbError(status: number, error_code: string, error_msg: string): CloudReply {
  return { status, body: { error_code, error_msg } };
}
