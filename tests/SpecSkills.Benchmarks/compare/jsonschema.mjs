// The same files as RepositoryBenchmarks, checked by the jsonschema command line (the npm package
// @sourcemeta/jsonschema, a compiled program that reads YAML) as a commit hook would: its start
// counts too. Structure only. RepositoryBenchmarks runs this; by hand it takes a folder of blueprints:
//   npm install --prefix artifacts/test-tools @sourcemeta/jsonschema
//   node tests/SpecSkills.Benchmarks/compare/jsonschema.mjs artifacts/test-tools blueprints
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const program = resolve(process.argv[2] ?? '.', 'node_modules', '@sourcemeta', 'jsonschema', 'npm', 'cli.js');
const folder = process.argv[3] ?? 'blueprints';
const files = readdirSync(folder, { recursive: true })
  .filter(file => /(^|\/)(blueprint|policies)\.yaml$/.test(file))
  .map(file => join(folder, file));

for (const mode of [[], ['--fast']]) {
  const runs = [];
  for (let run = 0; run < 5; run++) {
    const started = performance.now();
    const answer = spawnSync(process.execPath, [program, 'validate', ...mode, 'blueprints/schema.yaml', ...files]);
    if (answer.status !== 0) throw new Error(String(answer.stderr) || String(answer.stdout) || String(answer.error));
    runs.push(performance.now() - started);
  }
  runs.sort((left, right) => left - right);
  console.log(
    `jsonschema ${mode.join(' ')}: ${files.length} files, min ${runs[0].toFixed(0)} ms, ` +
      `median ${runs[2].toFixed(0)} ms, its start included`);
}
