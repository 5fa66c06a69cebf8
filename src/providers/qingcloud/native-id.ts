/** Letters, digits and hyphens. Anything else is no id of QingCloud's and is not worth a call. */
export function isNativeId(id: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(id);
}
