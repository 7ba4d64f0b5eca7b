/** Whether the search is open; the layout shows it. */
export const searchBox = $state({ isOpen: false });
