// The same 500 rules as VerdictBenchmarks as Cedar policies, parsed once and asked through cedar-wasm's stateful
// interface: one policy for each entry of a list - forbidding, forbidding unless approved, allowing - and one
// for each freeze window. Cedar says allow or deny and which policies; it neither classifies effects nor looks at the
// cluster. VerdictBenchmarks runs this; by hand it takes the file that VerdictBenchmarks writes. From the root:
//   npm install --prefix artifacts/test-tools @cedar-policy/cedar-wasm
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const require = createRequire(resolve(process.argv[2] ?? '.', 'package.json'));
const cedar = require('@cedar-policy/cedar-wasm/nodejs');
const { lists, windows } = JSON.parse(readFileSync(process.argv[3], 'utf8'));

const conditions = {
  allowed_operations: ['permit', ''],
  requires_approval: ['forbid', '!context.approved'],
  forbidden_operations: ['forbid', ''],
};
const policies = {};
for (const file of ['blueprint', 'policy'])
  for (const [list, names] of Object.entries(lists)) {
    const [effect, when] = conditions[list];
    for (const name of names) {
      const percent = /_(within|beyond)_(\d+)_percent$/.exec(name);
      const action = percent ? 'adjust_resources' : name;
      const shift = percent ? `context.percent ${percent[1] === 'within' ? '<=' : '>'} ${percent[2]}` : '';
      const all = [when, shift].filter(Boolean).join(' && ');
      policies[`${file}.${name}`] =
        `${effect}(principal, action == Action::"${action}", resource)${all ? ` when { ${all} }` : ''};`;
    }
  }
windows.forEach(({ Day, Hour }, i) => {
  policies[`freeze.${i}`] =
    `forbid(principal, action, resource) when { context.day == ${Day} && context.hour == ${Hour} };`;
});
const parsed = cedar.preparsePolicySet('rules', { staticPolicies: policies });
if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed));

const ask = (action, percent) => {
  const answer = cedar.statefulIsAuthorized({
    principal: { type: 'Agent', id: 'loop' },
    action: { type: 'Action', id: action },
    resource: { type: 'Service', id: 'todo-frontend' },
    context: { approved: false, percent, day: 0, hour: 10 },
    preparsedPolicySetId: 'rules',
    entities: [],
  });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
  return answer.response.decision;
};

for (const [title, action, percent, expected] of [
  ['allowed', 'scale_within_limits', 0, 'allow'],
  ['resources within N percent', 'adjust_resources', 6, 'deny'],
  ['forbidden', 'delete_persistent_volumes', 0, 'deny'],
]) {
  if (ask(action, percent) !== expected) throw new Error(`${title}: not ${expected}`);
  const runs = [];
  const calls = 500;
  for (let run = 0; run < 9; run++) {
    const started = performance.now();
    for (let i = 0; i < calls; i++) ask(action, percent);
    runs.push(((performance.now() - started) * 1000) / calls);
  }
  runs.sort((left, right) => left - right);
  console.log(
    `cedar-wasm, ${Object.keys(policies).length} preparsed policies, ${title}: ` +
      `min ${runs[0].toFixed(0)} us, median ${runs[4].toFixed(0)} us`);
}
