import { enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';

// For `node --import`. Types are stripped and code is compiled once, not at every start.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/plumbline'));

/** Node 24 parses the package.json of a module's package for each module; that of drizzle-orm is 180 KB. */
registerHooks({
	resolve(specifier, context, nextResolve) {
		const isOfDrizzle = context.parentURL?.includes('/node_modules/drizzle-orm/');
		if (!isOfDrizzle || !specifier.startsWith('.')) return nextResolve(specifier, context);
		const { href } = new URL(specifier, context.parentURL);
		return { url: href, format: 'module', shortCircuit: true };
	}
});
