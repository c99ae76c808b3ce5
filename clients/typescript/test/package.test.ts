// What is published: it bundles for browsers, and its README is right.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";

import { build } from "esbuild";

const run = promisify(execFile);

test("it needs nothing that browsers have not", async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: ["dist/index.js"],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    metafile: true,
    write: false,
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  assert.deepEqual(imports.filter((each) => each.external), []);
  const code = outputFiles[0]?.text ?? "";
  assert.doesNotMatch(code, /\bBuffer\.|\brequire\(/);
  assert(code.length < 40_000, `it has ${code.length} bytes`);
});

test("the example of the README runs", async () => {
  const example = /```ts\n(.*?)```/s.exec(await readFile("README.md", "utf8"))?.[1];
  assert(example);
  await writeFile("test/readme.ts", example);
  await run("node_modules/.bin/tsc", ["--project", "tsconfig.test.json"]);
  const { stdout } = await run(process.execPath, ["built/readme.js"]);
  const lines = stdout.trimEnd().split("\n");
  assert.deepEqual(lines.slice(0, 4), ["completed 2 1", "0 [ 8 ]", "1 [ 15 ]", "2 filter_error"]);
  assert.deepEqual(lines.slice(4), ["1 JobSubmitted", "2 JobBatchFinished", "3 JobCompleted", "422 1 5"]);
});
