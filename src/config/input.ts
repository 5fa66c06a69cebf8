/** The type of a value of the file as callers may write it: readonly, and `undefined` for keys that are left out. */
export type Input<T> = T extends readonly (infer Item)[]
  ? readonly Input<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Input<T[Key]> | (object extends Pick<T, Key> ? undefined : never) }
    : T;
