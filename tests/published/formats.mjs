// Holds the output of `--format sarif` and `rdjson` and the schema of the configuration against what is published of them.
// Arguments: the folder with node_modules, the binary, paths to check.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, binary, ...paths] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const Ajv = require("ajv").default;
const Ajv04 = require("ajv-draft-04").default;
const Ajv2020 = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

function output(format) {
  const run = spawnSync(binary, ["--check", "--format", format, "--fail-on", "never", ...paths], { maxBuffer: 1 << 28 });
  if (run.status !== 0 && run.status !== 2) throw new Error(`${format}: exit code ${run.status}`);
  return JSON.parse(run.stdout);
}

function hold(name, ajv, schema, value) {
  addFormats(ajv);
  const validate = ajv.compile(schema);
  if (!validate(value)) throw new Error(`${name}: ${ajv.errorsText(validate.errors.slice(0, 5))}`);
  console.log(`${name}: valid`);
}

const options = { strict: false, allErrors: true, unicodeRegExp: false };
const sarif = output("sarif");
const published = JSON.parse(readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")));
hold(`sarif, ${sarif.runs[0].results.length} results`, new Ajv04(options), published, sarif);
const rdjson = output("rdjson");
const { rdformatSchema } = await import(`${folder}/node_modules/@umbrelladocs/rdformat-validator/dist/types/schema.js`);
hold(`rdjson, ${rdjson.diagnostics.length} diagnostics`, new Ajv(options), rdformatSchema, rdjson);

const configuration = JSON.parse(execFileSync(binary, ["--config-schema"]));
const rule = Object.keys(configuration.properties.rules.properties)[0];
const example = {
  edition: "auto", language: "zh-CN", exclude: ["往年/**"], rules: { [rule]: "off" }, lexicon: { 建全: "健全" },
};
hold("configuration", new Ajv2020(options), configuration, example);
const wrong = new Ajv2020(options).compile(configuration);
for (const value of [{ editon: 2019 }, { edition: 2020 }, { rules: { [rule]: "loud" } }, { exclude: "a" }]) {
  if (wrong(value)) throw new Error(`the schema takes ${JSON.stringify(value)}`);
}
if (sarif.runs[0].results.length === 0 || rdjson.diagnostics.length === 0) throw new Error("nothing was found to hold");
