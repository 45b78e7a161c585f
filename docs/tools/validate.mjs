// Validate an AsyncAPI document with the official parser: node validate.mjs FILE.
// Prints errors and warnings; exits with 1 if there are errors.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Parser } = createRequire(new URL("../build/", import.meta.url))("@asyncapi/parser");
const SEVERITIES = ["error", "warning"];

const { diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
for (const { severity, path, message } of diagnostics) {
  if (severity < SEVERITIES.length) {
    console.error(`${SEVERITIES[severity]}: ${path.join(".")}: ${message}`);
  }
}
process.exit(diagnostics.some(({ severity }) => severity === 0) ? 1 : 0);
