import { toast } from 'svelte-sonner';
import { enhance } from '$app/forms';

/** A form that says so when it is done, or why not. */
export function sending(form: HTMLFormElement, done: string) {
	return enhance(form, () => async ({ result, update }) => {
		if (result.type === 'error') return void toast.error(result.error.message);
		toast.success(done);
		await update();
	});
}
