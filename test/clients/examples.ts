import * as apollo from '../../examples/clients/apollo.js';
import * as plain from '../../examples/clients/fetch.js';
import * as relay from '../../examples/clients/relay/jobs.js';
import * as typed from '../../examples/clients/typed/jobs.js';
import * as urql from '../../examples/clients/urql.js';

/** Every example by the name of its client. */
export const EXAMPLES = Object.entries({
  'plain fetch': plain,
  'Apollo Client': apollo,
  urql,
  'Relay without React': relay,
  'the typed client': typed,
});
