// The colours and fonts of the page, for what is drawn into canvases.

/**
 * @typedef {object} Theme
 * @property {string} text
 * @property {string} axis
 * @property {string} grid
 * @property {string} font
 * @property {string} mono
 * @property {number} monoWidth pixels of one character of mono
 */

/**
 * What pictures.css gives an element of class `drawn`.
 * @param {HTMLElement} element
 * @returns {Theme}
 */
export function themeOf(element) {
  const style = getComputedStyle(element);
  const mono = "11px ui-monospace, monospace";
  return {
    text: style.color,
    axis: style.caretColor,
    grid: style.borderTopColor,
    font: `11px ${style.fontFamily}`,
    mono,
    monoWidth: widthOf(mono),
  };
}

/**
 * The channels of the colour behind an element.
 * @param {HTMLElement} element
 * @returns {number[]}
 */
export function backgroundOf(element) {
  return (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** The colours behind elements, as CSS writes them. @param {HTMLElement[]} elements */
export function coloursOf(elements) {
  return elements.map((element) => getComputedStyle(element).backgroundColor);
}

/**
 * Calls a function whenever the page turns light or dark.
 * @param {() => void} changed
 * @returns {() => void} what ends that
 */
export function watchTheme(changed) {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** @param {string} font */
function widthOf(font) {
  const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  canvas.font = font;
  return canvas.measureText("0").width;
}
