// Stops an old Node before it fails in a way nobody understands; imported before everything else.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `perfcrew needs Node 24 or newer; this is ${process.version} (${process.execPath}).\n` +
      `→ Run it on Node 24, which npm can bring along: npx -y -p node@24 -p perfcrew perfcrew ${process.argv.slice(2).join(' ')}\n`,
  );
  process.exit(2);
}
