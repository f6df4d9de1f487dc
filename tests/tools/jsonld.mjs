// Reads JSON-LD as a processor of others does, and looks each type and property up in schema.org's own vocabulary.
import { readFileSync } from 'node:fs';
import jsonld from 'jsonld';

const vocabulary = readFileSync(new URL('schema.nq', import.meta.resolve('@vocabulary/schema')), 'utf8');
const known = new Set(vocabulary.split('\n').map(line => /^<([^>]+)>/.exec(line)?.[1].replace(/^http:/, 'https:')));
const expanded = await jsonld.expand(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const unknown = new Set();
const look = term => { if (!term.startsWith('@') && !known.has(term)) unknown.add(term); };
const walk = node => {
  if (Array.isArray(node)) node.forEach(walk);
  else if (node && typeof node === 'object') {
    for (const type of node['@type'] ?? []) look(type);
    for (const [name, value] of Object.entries(node)) { look(name); walk(value); }
  }
};
walk(expanded);
if (unknown.size) { console.error(`not in schema.org: ${[...unknown].join(', ')}`); process.exit(1); }
const ids = new Set(expanded.map(n => n['@id']));
console.log(JSON.stringify({ nodes: expanded.length, ids: ids.size }));
