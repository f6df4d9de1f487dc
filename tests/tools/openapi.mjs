// Checks an OpenAPI description with an independent parser, and answers against what it says of them.
//   node openapi.mjs DESCRIPTION ANSWERS    (a JSON array of {path, status, type, body}, path as in the description;
//                                           or of {schema, body}, schema as a JSON pointer into it)
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { validate, compileErrors } from '@readme/openapi-parser';

const [descriptionFile, answersFile] = process.argv.slice(2);
const description = JSON.parse(readFileSync(descriptionFile, 'utf8'));
const answers = JSON.parse(readFileSync(answersFile, 'utf8'));
const faults = [];

const result = await validate(structuredClone(description));
if (!result.valid) faults.push(compileErrors(result));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ ...description, $id: 'https://acta.invalid/openapi.json' });
const pointer = (...parts) => '/' + parts.map(p => encodeURIComponent(String(p).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

for (const answer of answers.filter(a => !a.schema)) {
  const at = `${answer.path} ${answer.status} ${answer.type}`;
  const responses = description.paths[answer.path]?.get?.responses;
  if (!responses) { faults.push(`${at}: the path is not described`); continue; }
  let response = responses[answer.status];
  if (!response) { faults.push(`${at}: the status is not described`); continue; }
  let where = pointer('paths', answer.path, 'get', 'responses', answer.status);
  if (response.$ref) {
    const name = response.$ref.split('/').pop();
    response = description.components.responses[name];
    where = pointer('components', 'responses', name);
  }
  if (answer.body === '') continue;
  const type = answer.type.split(';')[0];
  const content = response.content?.[type];
  if (!content) { faults.push(`${at}: the media type is not described`); continue; }
  if (!content.schema) continue;
  const check = ajv.compile({ $ref: `https://acta.invalid/openapi.json#${where}${pointer('content', type, 'schema')}` });
  const value = type.endsWith('json') ? JSON.parse(answer.body) : answer.body;
  if (!check(value)) faults.push(`${at}: ${ajv.errorsText(check.errors)}\n  ${answer.body.slice(0, 400)}`);
}
for (const line of answers.filter(a => a.schema)) {
  const check = ajv.compile({ $ref: `https://acta.invalid/openapi.json#${line.schema}` });
  if (!check(JSON.parse(line.body))) faults.push(`${line.schema}: ${ajv.errorsText(check.errors)}`);
}
if (faults.length) { console.error(faults.join('\n')); process.exit(1); }
console.log(`${answers.length} answers are as described`);
