import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  readonly status: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of the project's own dependencies to its end, at the project's root. */
export function runTool(name: string, words: readonly string[]): Promise<Ran> {
  return runFile(`${ROOT}node_modules/.bin/${name}`, words);
}

/** Runs a file with Node, without a bundler or a build. */
export function runNode(words: readonly string[]): Promise<Ran> {
  return runFile(process.execPath, ['--disable-warning=ExperimentalWarning', ...words]);
}

function runFile(file: string, words: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(file, words, { cwd: ROOT, maxBuffer: 10_000_000 }, (error, stdout, stderr) => {
      resolve({ status: error ? (error.code ?? null) : 0, stdout, stderr });
    });
  });
}
