import { execFileSync } from 'node:child_process';

/** The browser tests run against the app as it is built from what lies here now. */
export default function build() {
	if (process.env.PLUMBLINE_BUILT) return;
	execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
