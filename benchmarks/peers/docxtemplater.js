// docxtemplater with its free modules: a template with loops over sections and rows.
"use strict";
const fs = require("fs");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [source, template, target] = process.argv.slice(2);
const sections = JSON.parse(fs.readFileSync(source, "utf8")).map((one) => ({
  ...one,
  rows: one.rows.map((row) => Object.fromEntries(row.map((text, n) => ["c" + n, text]))),
}));
const peak = () => {
  const status = "/proc/self/status";
  if (!fs.existsSync(status)) return (process.resourceUsage().maxRSS * 1024) / 1e6;
  return (Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(status, "utf8"))[1]) * 1024) / 1e6;
};
const loaded = peak();
const begun = process.hrtime.bigint();
const document = new Docxtemplater(new PizZip(fs.readFileSync(template)), { paragraphLoop: true });
document.render({ sections });
fs.writeFileSync(target, document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
console.log(JSON.stringify({ seconds, loaded, peak: peak() }));
