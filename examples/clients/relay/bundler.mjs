// Relay's artifacts are written for a bundler, which resolves a file without its extension. Node needs the extension.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    nextResolve(specifier.endsWith('.graphql') ? `${specifier}.ts` : specifier, context),
});
