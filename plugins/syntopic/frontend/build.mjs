// Bundles src/ and gathers the fonts into ../assets, which is emptied first so that no file of an
// earlier build reaches a wheel. build_frontend.py at the top of the project calls this.
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "..", "assets");

// Each family: the npm package, its licence's name beside the fonts, and [file, name in assets].
const families = [
  {
    package: "@fontsource-variable/source-serif-4",
    licence: "source-serif-OFL.txt",
    files: [
      ["source-serif-4-latin-opsz-normal", "source-serif"],
      ["source-serif-4-latin-ext-opsz-normal", "source-serif-ext"],
      ["source-serif-4-greek-opsz-normal", "source-serif-greek"],
      ["source-serif-4-latin-opsz-italic", "source-serif-italic"],
      ["source-serif-4-latin-ext-opsz-italic", "source-serif-italic-ext"],
      ["source-serif-4-greek-opsz-italic", "source-serif-italic-greek"],
    ],
  },
  {
    package: "@fontsource-variable/inter",
    licence: "inter-OFL.txt",
    files: [
      ["inter-latin-wght-normal", "inter"],
      ["inter-latin-ext-wght-normal", "inter-ext"],
      ["inter-greek-wght-normal", "inter-greek"],
    ],
  },
  {
    package: "@fontsource-variable/jetbrains-mono",
    licence: "jetbrains-mono-OFL.txt",
    files: [
      ["jetbrains-mono-latin-wght-normal", "jetbrains-mono"],
      ["jetbrains-mono-latin-ext-wght-normal", "jetbrains-mono-ext"],
      ["jetbrains-mono-greek-wght-normal", "jetbrains-mono-greek"],
    ],
  },
  {
    package: "@fontsource/stix-two-math",
    licence: "stix-two-math-OFL.txt",
    files: [["stix-two-math-latin-400-normal", "stix-two-math"]],
  },
];

function copyFonts(target) {
  for (const family of families) {
    const source = join(here, "node_modules", family.package);
    copyFileSync(join(source, "LICENSE"), join(target, family.licence));
    for (const [file, name] of family.files) {
      copyFileSync(join(source, "files", `${file}.woff2`), join(target, `${name}.woff2`));
    }
  }
}

rmSync(assets, { recursive: true, force: true });
mkdirSync(join(assets, "fonts"), { recursive: true });
copyFonts(join(assets, "fonts"));
await build({
  absWorkingDir: here,
  entryPoints: [
    "src/syntopic.css",
    ...["syntopic", "map", "review", "worker", "search"].map((name) => `src/${name}.ts`),
  ],
  outdir: assets,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "eof",
  format: "iife", // a classic script also runs from file://
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  external: ["fonts/*"], // url(fonts/…) is an address beside the built style sheet
  logLevel: "warning",
});
