// Bundles the editor into one script: node build.mjs SOURCE OUTPUT, where the packages are in the folder it is run in.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [source, output] = process.argv.slice(2).map(p => resolve(p));
const made = await build({
  entryPoints: [join(source, "src", "main.js")], outfile: output, bundle: true, minify: true, format: "iife", target: "es2022",
  nodePaths: [resolve("node_modules")], metafile: true, legalComments: "none", logLevel: "warning",
});

// Whose work is in it, as their licences ask.
const packages = [...new Set(Object.keys(made.metafile.inputs).map(p => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(p)?.[1]).filter(Boolean))].sort();
const notices = packages.map(name => {
  const folder = resolve("node_modules", name);
  const file = readdirSync(folder).find(f => /^licen[cs]e/i.test(f));
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}`;
});
writeFileSync(output, readFileSync(output, "utf8") + `/*!\n${notices.join("\n\n").replaceAll("*/", "* /")}\n*/\n`);
