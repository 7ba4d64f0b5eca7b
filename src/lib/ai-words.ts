import type { InjectionKind } from './injections.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AiFailure, Decision, Omission } from './suggestion.ts';

/** Why there is no draft, and what to do about it. */
export const failureWords: Record<AiFailure, () => string> = {
	off: m.ai_failure_off,
	ceiling: m.ai_failure_ceiling,
	key_lost: m.ai_failure_key_lost,
	address_refused: m.ai_failure_address_refused,
	wrong_key: m.ai_failure_wrong_key,
	not_found: m.ai_failure_not_found,
	bad_request: m.ai_failure_bad_request,
	too_many: m.ai_failure_too_many,
	quota: m.ai_failure_quota,
	server_error: m.ai_failure_server_error,
	unreachable: m.ai_failure_unreachable,
	timeout: m.ai_failure_timeout,
	redirect: m.ai_failure_redirect,
	too_big: m.ai_failure_too_big,
	too_long: m.ai_failure_too_long,
	not_json: m.ai_failure_not_json,
	empty: m.ai_failure_empty,
	cut: m.ai_failure_cut,
	nonsense: m.ai_failure_nonsense,
	refused: m.ai_failure_refused,
	interrupted: m.ai_failure_interrupted,
	nothing_said: m.ai_failure_nothing_said
};

/** Why a criterion has no suggestion. */
export const omissionWords: Record<Omission['why'], () => string> = {
	listen: m.ai_omitted_listen,
	no_quote: m.ai_omitted_no_quote,
	bad_level: m.ai_omitted_bad_level,
	na_not_allowed: m.ai_omitted_na_not_allowed,
	feelings: m.ai_omitted_feelings,
	missing: m.ai_omitted_missing
};

/** What a message does that speaks to the machine. */
export const injectionWords: Record<InjectionKind, () => string> = {
	instruction: m.ai_injection_instruction,
	verdict: m.ai_injection_verdict,
	role: m.ai_injection_role,
	invisible: m.ai_injection_invisible,
	encoded: m.ai_injection_encoded
};

export const decisionWords: Record<Decision, () => string> = {
	accepted: m.ai_accepted,
	changed: m.ai_changed,
	refused: m.ai_refused
};
