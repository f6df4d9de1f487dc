// Checks a Popolo file against the schemas of the Popolo project (JSON Schema draft 3, read as its successors say the same).
//   node popolo.mjs SCHEMAS FILE
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [folder, file] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const newer = schema => {
  if (Array.isArray(schema)) return schema.map(newer);
  if (schema === null || typeof schema !== 'object') return schema;
  const { $schema, id, required, ...rest } = schema;
  const all = Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, newer(v)]));
  if (typeof id === 'string') all.$id = id.replace(/#$/, '');
  if (schema.properties) {
    all.properties = Object.fromEntries(Object.entries(schema.properties).map(([k, v]) => [k, newer(v)]));
    all.required = Object.entries(schema.properties).filter(([, v]) => v.required === true).map(([k]) => k);
  }
  return all;
};
for (const name of readdirSync(folder).filter(n => n.endsWith('.json'))) ajv.addSchema(newer(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
const root = JSON.parse(readFileSync(file, 'utf8'));
const faults = [];
let count = 0;
for (const [collection, kind] of Object.entries({ persons: 'person', organizations: 'organization', posts: 'post', memberships: 'membership', areas: 'area', events: 'event' })) {
  const check = ajv.getSchema(`http://www.popoloproject.com/schemas/${kind}.json`);
  for (const [i, item] of root[collection].entries()) {
    count++;
    if (!check(item)) faults.push(`${collection}[${i}]: ${ajv.errorsText(check.errors)}\n  ${JSON.stringify(item)}`);
  }
}
if (faults.length || count < 10) { console.error(faults.join('\n') || 'there is nothing to check'); process.exit(1); }
console.log(`${count} objects are as the schemas say`);
