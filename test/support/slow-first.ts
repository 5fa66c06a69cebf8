import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Short files that run long tables of tests. */
const SLOW = /\/test\/faults\/\w+\.test\.ts$/;

/**
 * Starts slow files first, so that no worker runs one of them alone at the end. Without the durations of an earlier run,
 * vitest sorts files by size alone.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => SLOW.test(moduleId);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
