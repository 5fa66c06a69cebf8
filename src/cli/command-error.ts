/** A command that failed for an expected reason. The message is one line for the user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly status: number;

  /** `status`: exit status. 2: wrong use or wrong configuration; 1: any other failure. */
  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}
