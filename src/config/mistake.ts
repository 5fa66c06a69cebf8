/** One thing that is wrong in a configuration file. Never quotes a secret. */
export interface Mistake {
  /** Where: `accounts[1].auth.secretAccessKey`, `line 3, column 5`, or '' for the whole file. */
  readonly path: string;
  /** What is wrong, and what would be right: a clause that follows "path: ". */
  readonly message: string;
}

/** A place in the file: names of keys and numbers of list items, from the top. */
export type Path = readonly (string | number)[];

/** `['accounts', 1, 'auth']` → `accounts[1].auth` */
export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** The list as it is printed: one line per mistake under one heading. */
export function formatMistakes(fileName: string, mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  const lines = mistakes.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`);
  return [`${fileName} has ${count}:`, ...lines].join('\n');
}
