// All checks, in one process so that the pages are read once. README.md says how to run it.
import './checks/roles.js';
import './checks/html.js';
import './checks/job-posting.js';
import './checks/sitemap.js';
import './checks/feeds.js';
import './checks/links.js';
import './checks/policy.js';
import './checks/pages.js';
import './checks/assets.js';
import './checks/jobs-json.js';
import './checks/hosting.js';
