/** Runs in the page: by how much it is wider than its window, and the elements that stick out. */
export function tooWide() {
	const { scrollWidth, clientWidth } = document.documentElement;
	if (scrollWidth <= clientWidth) return null;
	const sticksOut = (element: Element) => element.getBoundingClientRect().right > clientWidth + 0.5;
	const elements = [...document.querySelectorAll('body *')]
		.filter((element) => sticksOut(element) && ![...element.children].some(sticksOut))
		.map(
			({ tagName, className, textContent }) =>
				`${tagName.toLowerCase()}.${className} “${textContent?.trim().slice(0, 40)}”`
		);
	return `${scrollWidth - clientWidth} px too wide: ${elements.slice(0, 3).join(', ')}`;
}
