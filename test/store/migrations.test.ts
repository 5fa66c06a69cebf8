import { describe, expect, it } from 'vitest';
import { readMigrations } from '../../src/store/migrations.js';

describe('Migrations', () => {
  it.each(['sqlite', 'postgres'] as const)('of %s have the numbers 1, 2, 3 and so on, each once', (engine) => {
    const versions = readMigrations(engine).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });
});
