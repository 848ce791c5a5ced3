// Rows of controls that are made anew when other ones are needed.

/**
 * Puts other controls into a row; the one that had the focus keeps it, if one with its id is there again.
 * @param {HTMLElement} row
 * @param {(Node|string)[]} controls
 */
export function replaceControls(row, controls) {
  const focused = row.contains(document.activeElement) ? document.activeElement?.id : "";
  row.replaceChildren(...controls);
  if (focused) {
    /** @type {HTMLElement|null} */ (row.querySelector(`#${CSS.escape(focused)}`))?.focus();
  }
}
