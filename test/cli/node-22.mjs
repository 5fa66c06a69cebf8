// Makes this Node warn of node:sqlite as Node 22 does, and once more of something else.
const { getBuiltinModule } = process;
process.getBuiltinModule = (name) => {
  if (name === 'node:sqlite') process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
  return getBuiltinModule(name);
};
process.emitWarning('Another feature is experimental', 'ExperimentalWarning');
