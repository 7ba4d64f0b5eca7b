import { setError, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { employeeSchema, type EmployeeInput } from '#lib/server/people/employees.ts';

/** In the form the other names stand in a text, one a line. */
const formSchema = employeeSchema.extend({ aliases: z.string().max(10_000).default('') });
type EmployeeForm = z.output<typeof formSchema>;

export const employeeForm = (values?: Partial<EmployeeForm>) =>
	superValidate(values, zod4(formSchema), { errors: false });

/** The form that was sent, and what it asks for when it is in order. */
export async function readEmployeeForm(request: Request) {
	const form: SuperValidated<EmployeeForm, string> = await superValidate(request, zod4(formSchema));
	if (!form.valid) return { form };
	const names = form.data.aliases.split(/\r?\n/).filter((name) => name.trim());
	const aliases = employeeSchema.shape.aliases.safeParse(names);
	if (aliases.success)
		return { form, input: { ...form.data, aliases: aliases.data } satisfies EmployeeInput };
	setError(form, 'aliases', aliases.error.issues[0].message);
	return { form };
}
