// Checks the Python files below a folder with ruff's asyncio rules, as a peer of commands.py.
// Needs `npm install @astral-sh/ruff-wasm-nodejs` in a folder that NODE_PATH names.
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const { PositionEncoding, Workspace } = createRequire(process.env.NODE_PATH + "/")("@astral-sh/ruff-wasm-nodejs");
const workspace = new Workspace(
  { "target-version": "py311", lint: { select: ["ASYNC", "RUF006"] } },
  PositionEncoding.Utf16,
);
let files = 0;
let findings = 0;

function visit(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== ".git" && entry.name !== "__pycache__") visit(path);
    } else if (entry.isFile() && entry.name.endsWith(".py")) {
      files++;
      findings += workspace.check(readFileSync(path, "utf8")).length;
    }
  }
}

visit(process.argv[2]);
console.error(`${files} files read; ${findings} findings`);
