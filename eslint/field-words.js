// An ESLint rule that forbids names which the project replaced by the field's terms.

/** Words of an identifier, in lower case and in the singular: `KnownAnswers` is `known answer`. */
const WORDS = {
  dialect: 'pagination style',
  clue: 'source hint',
  mended: 'recovered',
  parting: 'end of the operation',
  party: 'end-of-operation listener',
  gate: 'concurrency limiter',
  pace: 'rate, or rate limiter',
  verdict: 'response class, or result',
  judge: 'classify',
  judged: 'classified',
  judging: 'classifying',
  persistence: 'retry policy',
  sought: 'row demand',
  blind: 'unlisted',
  answer: 'response, or result',
  ask: 'request, call or query',
  asked: 'requested, called or queried',
  asking: 'requesting, calling or querying',
  told: 'reported, or returned',
  tell: 'report, return or give',
  mistake: 'problem, or error',
  refusal: 'rejection',
  faithless: 'faulty',
  liar: 'faulty service',
};

/** Whole identifiers. */
const NAMES = { proof: 'documentation', tie: 'tiebreaker' };

/** Whole names of types and classes. */
const TYPES = {
  Place: 'SortKey',
  Position: 'CursorState',
  Course: 'TimeWindows',
  Run: 'Segment',
  Chunk: 'FetchedRange',
  Opening: 'RangeRequest',
  Trace: 'ReadHistory',
  Waiting: 'OperationEndListener',
};

const DECLARATIONS = 'TSInterfaceDeclaration, TSTypeAliasDeclaration, ClassDeclaration, TSEnumDeclaration';

/** `toKnownAnswers` → `to known answer`, with spaces around. */
function wordsOf(name) {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return ` ${words.map((word) => word.toLowerCase().replace(/(?<=[a-z]{3})s$/, '')).join(' ')} `;
}

/** The forbidden word in an identifier, and the field's term. */
function replacementOf(name, allowed) {
  if (Object.hasOwn(NAMES, name)) return [name, NAMES[name]];
  const words = wordsOf(name);
  return Object.entries(WORDS).find(([word]) => words.includes(` ${word} `) && !allowed.includes(word));
}

export default {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', properties: { allowed: { type: 'array', items: { type: 'string' } } } }],
    messages: { word: '`{{name}}`: the field\'s word for "{{word}}" is "{{term}}".' },
  },
  create(context) {
    const { allowed = [] } = context.options[0] ?? {};
    const report = (node, name, [word, term]) =>
      context.report({ node, messageId: 'word', data: { name, word, term } });
    return {
      'Identifier, PrivateIdentifier'(node) {
        const found = replacementOf(node.name, allowed);
        if (found) report(node, node.name, found);
      },
      [DECLARATIONS](node) {
        const name = node.id?.name;
        if (name !== undefined && Object.hasOwn(TYPES, name)) report(node.id, name, [name, TYPES[name]]);
      },
    };
  },
};
