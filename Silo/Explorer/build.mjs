// Makes the explorer's files: one script and one style sheet without a source of anything elsewhere, in dist/, which the silo embeds.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

await mkdir("dist", { recursive: true });
await build({
  entryPoints: { explorer: "src/main.ts" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  outdir: "dist",
  legalComments: "linked",
  logLevel: "warning",
});
await build({ entryPoints: { explorer: "src/explorer.css" }, bundle: true, minify: true, outdir: "dist", logLevel: "warning" });
await copyFile("src/explorer.svg", "dist/explorer.svg");
// The last one: it is there when all are.
await copyFile("src/index.html", "dist/index.html");
