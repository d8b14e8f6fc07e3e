// One check is one test that collects every problem it finds and then fails with all of them: page, what, why.
import test from 'node:test';

const SHOWN = 40;

/** Runs `body(problem)`; each `problem(where, what)` becomes a line of the failure. */
export function check(name, body) {
  test(name, async () => {
    const problems = [];
    await body((where, what) => problems.push(`${where}: ${what}`));
    if (problems.length === 0) return;
    const more = problems.length > SHOWN ? [`... and ${problems.length - SHOWN} more`] : [];
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const error = new Error([`${name}: ${count}`, ...problems.slice(0, SHOWN), ...more].join('\n  '));
    error.stack = error.message; // the place in this harness tells the reader nothing
    throw error;
  });
}
