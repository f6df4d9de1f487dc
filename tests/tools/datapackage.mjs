// Reads a folder of tables as Frictionless' own library does: the description, each table by its schema, and the keys between them.
import dp from 'datapackage';

const descriptor = process.argv[2];
const pkg = await dp.Package.load(descriptor, { basePath: descriptor.slice(0, descriptor.lastIndexOf('/')), strict: false });
if (!pkg.valid) { console.error(pkg.errors.map(String).join('\n')); process.exit(1); }
const counts = {};
for (const resource of pkg.resources) counts[resource.name] = (await resource.read({ relations: true, keyed: true })).length;
console.log(JSON.stringify(counts));
