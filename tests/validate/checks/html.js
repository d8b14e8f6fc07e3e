// Every HTML page passes the Nu Html Checker: no error and no warning. One JVM reads the whole folder.
import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { check } from '../lib/check.js';
import { pages } from '../lib/site.js';
import { SITE } from '../lib/settings.js';

const JAR = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
// A short run is over before the JVM's second compiler pays off.
const JAVA = ['-Xss4m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', JAR];
// The guess of a page's language is often wrong for short pages.
const OPTIONS = ['--skip-non-html', '--no-langdetect', '--format', 'json', '--stdout', '--exit-zero-always'];

function runVnu() {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 256 << 20 };
    execFile('java', [...JAVA, ...OPTIONS, SITE], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`vnu did not run: ${error.message}\n${stderr}`));
      else resolve(JSON.parse(stdout).messages);
    });
  });
}

/**
 * Two things that vnu gets wrong; checks/policy.js looks at both for itself. It takes JSON-LD for a script that the page's
 * policy blocks, though browsers neither run nor block it. And read from a folder a page has no origin, so that vnu finds
 * the page's own files outside of 'self'.
 */
const isFalseAlarm = ({ message, extract }) =>
  (message.startsWith('Inline script violates Content Security Policy (meta tag)') && extract.includes('<script type="application/ld+json"')) ||
  message.startsWith('Resource violates Content Security Policy (meta tag)');

check('HTML: every page passes vnu', async (problem) => {
  if (pages.length === 0) problem('/', 'the output has no HTML page');
  const root = pathToFileURL(SITE).pathname;
  for (const message of await runVnu()) {
    if (message.type === 'info' && (message.subType !== 'warning' || isFalseAlarm(message))) continue;
    const place = message.url ? decodeURIComponent(new URL(message.url).pathname.slice(root.length)) : '(vnu)';
    const extract = (message.extract ?? '').replace(/\s+/g, ' ').trim();
    problem(`${place}:${message.lastLine ?? '?'}`, `${message.subType ?? message.type}: ${message.message} ${extract}`);
  }
});
