import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';

/** Words for what is wrong, in the language of the request or page in which it is parsed. */
z.config({
	customError: (issue) => {
		switch (issue.code) {
			case 'too_small':
				if (issue.origin === 'string')
					return issue.minimum === 1
						? m.validation_required()
						: m.validation_too_short({ count: Number(issue.minimum) });
				return m.validation_too_small({ minimum: String(issue.minimum) });
			case 'too_big':
				if (issue.origin === 'string')
					return m.validation_too_long({ count: Number(issue.maximum) });
				return m.validation_too_big({ maximum: String(issue.maximum) });
			case 'invalid_type':
				return issue.input === undefined || issue.input === null || issue.input === ''
					? m.validation_required()
					: m.validation_wrong();
			case 'invalid_format':
				return issue.format === 'email' ? m.validation_email() : m.validation_wrong();
			case 'invalid_value':
				return m.validation_choose();
			default:
				return m.validation_wrong();
		}
	}
});
