// Cuts Inter down to what the product writes: three files by range of letters
// (a browser loads only those whose letters a page has; the commonest letters with
// marks are in the first, so that a list of customers seldom needs the second), weights 400 to 600,
// tabular figures, nothing else (kerning is left out: a fifth of the weight, and
// not seen at 13 px; so are tables that say again what the outlines say, or what only
// a menu of fonts asks). The package's own Latin file weighs 48 KiB, more than
// scripts and styles together; the first of these weighs 13.
//
//	node static/build/fonts.mjs build/fonts
//
// The ranges stand a second time in static/src/base.css, for the browser.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import subsetFont from "subset-font";

const out = process.argv[2];
const files = new URL("../node_modules/@fontsource-variable/inter/files/", import.meta.url);

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");

const cuts = [
  { name: "inter-base", from: "inter-latin-wght-normal.woff2", letters: range(0x20, 0x7e) + "\u00a0£§©°±·×÷–—‘’“”•…€−↑↓ßàáâãäåæçèéêëìíîïñòóôõöøùúûüÄÅÉÖØÜ" },
  { name: "inter-west", from: "inter-latin-wght-normal.woff2", letters: "¡¢¥ª«¬®´µ¶º»¼½¾¿ÀÁÂÃÆÇÈÊËÌÍÎÏÐÑÒÓÔÕÙÚÛÝÞðýþÿ" },
  { name: "inter-east", from: "inter-latin-ext-wght-normal.woff2", letters: range(0x100, 0x17f) },
];

mkdirSync(out, { recursive: true });
for (const cut of cuts) {
  const font = await subsetFont(readFileSync(new URL(cut.from, files)), cut.letters, {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 600 } },
    keepFeatures: ["tnum"],
    noHinting: true,
    dropTables: ["GDEF", "GPOS", "MVAR", "STAT", "gasp"],
  });
  writeFileSync(`${out}/${cut.name}.woff2`, font);
}
