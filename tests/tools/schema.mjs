// Checks JSON files against a JSON Schema (2020-12).
//   node schema.mjs SCHEMA FILE…
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [schemaFile, ...files] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
// ninjs names it for places with coordinates, of which we state none.
ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json' });
const check = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
let failed = false;
for (const file of files) {
  if (check(JSON.parse(readFileSync(file, 'utf8')))) continue;
  failed = true;
  console.error(`${file}: ${ajv.errorsText(check.errors, { separator: '\n  ' })}`);
}
process.exit(failed ? 1 : 0);
