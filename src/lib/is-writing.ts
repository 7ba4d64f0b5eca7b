/** Whether keys belong to what has the focus: text is being written there. */
export function isWriting(target: EventTarget | null) {
	if (!(target instanceof HTMLElement)) return false;
	return target.matches(
		'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])'
	);
}
