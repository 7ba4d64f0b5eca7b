import { execFileSync } from 'node:child_process';

/** The browser tests run against the app as it is built from what lies here now. */
export default function build() {
	if (process.env.PLUMBLINE_BUILT) return;
	// Vitest says "test", with which Vite would build for development.
	const env = { ...process.env, NODE_ENV: 'production' };
	execFileSync('npm', ['run', '--silent', 'build'], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env
	});
}
