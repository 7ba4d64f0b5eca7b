import { can, type Permission, type Viewer } from '../../permissions.ts';
import { notAllowed } from '../errors.ts';

/** The first line of each load, action and endpoint. Throws 403 unless the viewer's role has it. */
export function requirePermission(locals: App.Locals, permission: Permission): Viewer {
	const viewer = requireViewer(locals);
	if (!can(viewer, permission)) throw notAllowed();
	return viewer;
}

/** For pages of everyone who is signed in. */
export function requireViewer(locals: App.Locals): Viewer {
	if (!locals.viewer) throw notAllowed();
	return locals.viewer;
}
