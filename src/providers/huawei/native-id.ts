/** Letters, digits and hyphens. Anything else is no id of Huawei's, is not worth a call, and may not be in a path. */
export function isNativeId(id: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(id);
}
