import { superForm, type FormOptions, type SuperValidated } from 'sveltekit-superforms';
import { toast } from 'svelte-sonner';

/** A superform that keeps what was typed and says when it is `done`, or why it could not be sent. */
export const pageForm = <T extends Record<string, unknown>>(
	form: SuperValidated<T, string>,
	{ done, ...options }: FormOptions<T, string> & { done?: string } = {}
) =>
	superForm<T, string>(form, {
		resetForm: false,
		onResult: ({ result }) => {
			if (done && (result.type === 'success' || result.type === 'redirect')) toast.success(done);
		},
		onError: ({ result }) => void toast.error(result.error.message),
		...options
	});
