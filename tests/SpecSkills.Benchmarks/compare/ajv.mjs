// The same thousand texts as RepositoryBenchmarks, parsed by the npm package yaml and checked by ajv against
// blueprints/schema.yaml: structure only, no places, no rules between fields. From the repository's root:
//   npm install --prefix artifacts/test-tools ajv yaml
//   node tests/SpecSkills.Benchmarks/compare/ajv.mjs artifacts/test-tools
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const require = createRequire(resolve(process.argv[2] ?? '.', 'package.json'));
const { default: Ajv } = require('ajv');
const { parse } = require('yaml');

const services = 1000;
const schema = parse(readFileSync('blueprints/schema.yaml', 'utf8'));
const source = readFileSync('blueprints/frontend/blueprint.yaml', 'utf8');
const texts = Array.from({ length: services }, (_, i) => source.replaceAll('todo-frontend', `service-${i}`));
// Quoted like every document a strict reader takes: YAML 1.2, dates stay texts.
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

const runs = [];
for (let run = 0; run < 7; run++) {
  const started = performance.now();
  for (const text of texts) if (!validate(parse(text))) throw new Error(JSON.stringify(validate.errors));
  runs.push(performance.now() - started);
}
runs.sort((left, right) => left - right);
console.log(`ajv: ${services} blueprints, min ${runs[0].toFixed(0)} ms, median ${runs[3].toFixed(0)} ms`);
