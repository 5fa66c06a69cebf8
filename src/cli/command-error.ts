/** A command that cannot be carried out. The message is for whoever typed it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly status: number;

  /** `status`: 2 for wrong use or a wrong configuration, 1 for what went wrong otherwise. */
  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}
