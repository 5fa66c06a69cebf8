/** One problem in a configuration file. Never quotes a secret. */
export interface ConfigurationProblem {
  /** `accounts[1].auth.secretAccessKey`, `line 3, column 5`, or '' for the whole file. */
  readonly path: string;
  /** The problem and how to fix it: a clause that follows "path: ". */
  readonly message: string;
}

/** A path in the file: keys and list indexes, from the top. */
export type Path = readonly (string | number)[];

/** `['accounts', 1, 'auth']` → `accounts[1].auth` */
export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** The problems as they are printed: one line each, under one heading. */
export function formatProblems(fileName: string, problems: readonly ConfigurationProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`);
  return [`${fileName} has ${count}:`, ...lines].join('\n');
}
