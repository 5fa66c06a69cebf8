import type { CloudReply } from '../service.js';

/** A request that the API rejects with an error of its own. */
export class RequestError extends Error {
  constructor(
    readonly retCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** The messages are QingCloud's, spelling included. */
export function missingParameter(name: string): RequestError {
  return new RequestError(1100, `InvailidRequestFormat, missing parameter [${name}]`);
}

export function illegalParameter(name: string): RequestError {
  return new RequestError(1100, `InvailidRequestFormat, illegal parameter [${name}]`);
}

/** Errors are sent with HTTP 200, without an action and without a request id. */
export function toErrorReply({ message, retCode }: RequestError): CloudReply {
  return { status: 200, body: { message, ret_code: retCode } };
}
