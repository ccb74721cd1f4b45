// The same files as RepositoryBenchmarks, read, parsed by the npm package yaml and checked by ajv against
// blueprints/schema.yaml: structure only, no places, no rules between fields. RepositoryBenchmarks runs this; by hand it
// takes a folder of blueprints. From the repository's root:
//   npm install --prefix artifacts/test-tools ajv yaml
//   node tests/SpecSkills.Benchmarks/compare/ajv.mjs artifacts/test-tools blueprints
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const require = createRequire(resolve(process.argv[2] ?? '.', 'package.json'));
const { default: Ajv } = require('ajv');
const { parse } = require('yaml');

const folder = process.argv[3] ?? 'blueprints';
const schema = parse(readFileSync('blueprints/schema.yaml', 'utf8'));
const files = readdirSync(folder, { recursive: true })
  .filter(file => /(^|\/)(blueprint|policies)\.yaml$/.test(file))
  .map(file => join(folder, file));
// Quoted like every document a strict reader takes: YAML 1.2, dates stay texts.
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

const runs = [];
for (let run = 0; run < 7; run++) {
  const started = performance.now();
  for (const file of files)
    if (!validate(parse(readFileSync(file, 'utf8')))) throw new Error(file + JSON.stringify(validate.errors));
  runs.push(performance.now() - started);
}
runs.sort((left, right) => left - right);
console.log(`ajv: ${files.length} files, min ${runs[0].toFixed(0)} ms, median ${runs[3].toFixed(0)} ms`);
