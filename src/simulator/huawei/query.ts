/** A parameter's whole number; `fallback` if it is missing, NaN if it is anything else. */
export function toWhole(text: string | null, fallback: number): number {
  if (text === null) return fallback;
  return /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
}

export function isWithin(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
