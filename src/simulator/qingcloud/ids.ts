import type { Random } from '../random.js';

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id in QingCloud's form: `cl-q1witcdk`, `j-etkt94ebqra`. */
export function toId(random: Random, prefix: string, length: number): string {
  const pick = () => CHARACTERS.charAt(random.integer(0, CHARACTERS.length - 1));
  return `${prefix}-${Array.from({ length }, pick).join('')}`;
}
