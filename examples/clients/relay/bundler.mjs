// Relay's artifacts are written for a bundler, which finds a file without its extension. Node alone wants to be told.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    nextResolve(specifier.endsWith('.graphql') ? `${specifier}.ts` : specifier, context),
});
