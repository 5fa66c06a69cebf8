// Prints "PASSED FAILED" for one run of vitest, from its JSON report and its exit status: node count.mjs REPORT STATUS
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));

// A file that cannot be loaded fails without a failing test in it.
const brokenFiles = testResults.filter(
  (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
).length;
const failures = numFailedTests + brokenFiles;

// An error outside every test shows in the status alone; and a run of nothing is no success.
const silent = failures === 0 && (status !== '0' || numPassedTests === 0) ? 1 : 0;
console.log(`${numPassedTests} ${failures + silent}`);
