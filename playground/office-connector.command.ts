import { OfficeConnectorSimulator } from './office-connector-simulator.js';

// The command `npm run playground:office-connector -- <oc-url>`: handles the URL as Windows would.
const [ocUrl, ...others] = process.argv.slice(2);
const write = (line: string): void => void process.stdout.write(`${line}\n`);

if (ocUrl === undefined || others.length > 0 || ocUrl === '--help') {
  write('Usage: npm run playground:office-connector -- <oc-url>');
  write('The URL is behind "Open in Office" on the page of a document made from a template.');
  process.exitCode = ocUrl === '--help' ? 0 : 1;
} else {
  let step = 0;
  const connector = new OfficeConnectorSimulator((text) => write(`${++step}. ${text}`));
  try {
    const documents = await connector.open(ocUrl);
    write(`Done: ${documents.join(', ')}`);
  } catch (error) {
    process.stderr.write(`Stopped: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
