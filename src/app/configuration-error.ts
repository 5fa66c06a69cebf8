/** A configuration or an environment variable that cannot be used. The message is for the operator and holds no secret. */
export class ConfigurationError extends TypeError {
  override readonly name = 'ConfigurationError';
}
