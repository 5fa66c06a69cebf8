/**
 * What a value from outside must look like: an answer of a provider, a key of the configuration. Small on purpose: a
 * library for it took half of the time that the process needs to start.
 */
export interface Shape<T = unknown> {
  test(value: unknown): value is T;
  /** What is wrong with a value that is none; without it: all of it. */
  explain?(value: unknown, path: Path): readonly ShapeMistake[];
  /** Where it is a key of a mapping: whether it may be missing. */
  readonly isOptional?: true;
  /** How people are told what is wanted: "must be …". */
  readonly wanted?: string | undefined;
  readonly type?: 'string' | undefined;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The texts to choose from. */
  readonly enum?: readonly string[] | undefined;
  readonly properties?: Shapes;
  readonly items?: Shape;
}

export type Static<S> = S extends Shape<infer T> ? T : never;

export type Path = readonly (string | number)[];

/** At `path`: keys that are missing there, keys that nobody knows, or a value that is not what it must be. */
export interface ShapeMistake {
  readonly kind: 'missing' | 'unknown' | 'value';
  readonly path: Path;
  readonly keys: readonly string[];
}

type Shapes = Readonly<Record<string, Shape>>;
export interface Optional {
  readonly isOptional: true;
}
type OptionalKey<P> = { [K in keyof P]: P[K] extends Optional ? K : never }[keyof P];
type StaticObject<P> = { [K in Exclude<keyof P, OptionalKey<P>>]: Static<P[K]> } & {
  [K in OptionalKey<P>]?: Static<P[K]>;
};
type Wording = Pick<Shape, 'wanted'>;

/** Every mistake of a value, from the outside to the inside. */
export function mistakesOf(shape: Shape, value: unknown, path: Path = []): readonly ShapeMistake[] {
  if (shape.test(value)) return [];
  return shape.explain?.(value, path) ?? [{ kind: 'value', path, keys: [] }];
}

/** Whatever `isRight` says. */
export function shapeOf<T>(isRight: (value: unknown) => value is T, wording: Partial<Shape> = {}): Shape<T> {
  return { ...wording, test: isRight };
}

export const anything = shapeOf((_value): _value is unknown => true);
export const nothing = shapeOf((given): given is null => given === null);
export const number = shapeOf((given): given is number => typeof given === 'number' && Number.isFinite(given));

export function boolean(wording: Wording = {}): Shape<boolean> {
  return shapeOf((given) => typeof given === 'boolean', wording);
}

export function text(isRight: (text: string) => boolean = () => true, wording: Wording = {}): Shape<string> {
  return shapeOf((given): given is string => typeof given === 'string' && isRight(given), {
    ...wording,
    type: 'string',
  });
}

export function oneOf<Word extends string>(words: readonly Word[], wording: Wording = {}): Shape<Word> {
  const isWord = (given: unknown): given is Word => words.some((word) => word === given);
  return shapeOf(isWord, { ...wording, type: 'string', enum: words });
}

export function integer(minimum = -Infinity, maximum = Infinity, wording: Wording = {}): Shape<number> {
  const isRight = (given: unknown): given is number =>
    typeof given === 'number' && Number.isInteger(given) && given >= minimum && given <= maximum;
  return shapeOf(isRight, { ...wording, minimum, maximum });
}

export function either<A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> {
  return {
    test: (given): given is A | B => a.test(given) || b.test(given),
    explain: (given, path) => [...mistakesOf(a, given, path), ...mistakesOf(b, given, path)],
  };
}

export function optional<S extends Shape>(shape: S): S & Optional {
  return { ...shape, isOptional: true };
}

/** `isAlike`: what else must be true of the whole list. */
export function list<T>(
  items: Shape<T>,
  isAlike: (list: readonly T[]) => boolean = () => true,
  wording: Wording = {},
): Shape<T[]> {
  const hasItems = (given: unknown): given is T[] => Array.isArray(given) && given.every((item) => items.test(item));
  return {
    ...wording,
    items,
    test: (given): given is T[] => hasItems(given) && isAlike(given),
    explain: (given, path) => {
      if (!Array.isArray(given) || hasItems(given)) return [{ kind: 'value', path, keys: [] }];
      return given.flatMap((item, index) => mistakesOf(items, item, [...path, index]));
    },
  };
}

/** `isClosed`: a key that is not among the properties is a mistake. */
export function object<const P extends Shapes>(
  properties: P,
  { isClosed = false, wanted }: Wording & { readonly isClosed?: boolean } = {},
): Shape<StaticObject<P>> & { readonly properties: P } {
  const all = Object.entries(properties);
  // Keys that may be anything or nothing need no look at each of a thousand rows.
  const checked = all.filter(([, shape]) => shape.isOptional !== true || !isAnything(shape));
  const unknownKeys = (given: object) => Object.keys(given).filter((key) => !Object.hasOwn(properties, key));
  return {
    wanted,
    properties,
    test: (given): given is StaticObject<P> =>
      isMapping(given) &&
      checked.every(([key, shape]) => {
        const inner = given[key];
        return inner === undefined ? shape.isOptional === true : shape.test(inner);
      }) &&
      !(isClosed && unknownKeys(given).length > 0),
    explain: (given, path) => {
      if (!isMapping(given)) return [{ kind: 'value', path, keys: [] }];
      const present = all.filter(([key]) => given[key] !== undefined);
      const missing = all.filter(([key, shape]) => given[key] === undefined && shape.isOptional !== true);
      const unknown = isClosed ? unknownKeys(given) : [];
      return [
        ...present.flatMap(([key, shape]) => mistakesOf(shape, given[key], [...path, key])),
        ...toMistakes('unknown', path, unknown),
        ...toMistakes(
          'missing',
          path,
          missing.map(([key]) => key),
        ),
      ];
    },
  };
}

/** The same keys, all of which may be missing. */
export function partial<const P extends Shapes>(properties: P): { [K in keyof P]: P[K] & Optional } {
  const entries = Object.entries(properties).map(([key, shape]) => [key, optional(shape)]);
  return Object.fromEntries(entries) as { [K in keyof P]: P[K] & Optional };
}

function toMistakes(kind: 'missing' | 'unknown', path: Path, keys: readonly string[]): ShapeMistake[] {
  return keys.length === 0 ? [] : [{ kind, path, keys }];
}

function isAnything({ test }: { readonly test: unknown }): boolean {
  return test === (anything as { readonly test: unknown }).test;
}

function isMapping(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
