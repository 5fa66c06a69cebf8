// Makes this Node look like an old one.
Object.defineProperty(process.versions, 'node', { value: '20.11.1' });
