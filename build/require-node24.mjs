// Says what to do instead of failing on syntax that an older Node does not know. Runs on any version.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `This needs Node 24, and here runs ${process.version}. "npm ci" brings Node 24 along on Linux, Windows and Intel Macs;\n` +
      'if it was left out (--omit=optional) or there is none for this machine, install Node 24 and run again.\n',
  );
  process.exit(1);
}
