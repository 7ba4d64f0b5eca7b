import type { Viewer } from '#lib/permissions.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** A word for programs. */
			code?: string;
			/** Which field of the form it is about. */
			field?: string;
			/** Finds the fault in the log. */
			id?: string;
		}
		interface Locals {
			viewer: Viewer | null;
			sessionId: string | null;
			requestId: string;
		}
		interface PageData {
			title?: string;
		}
	}
}

export {};
