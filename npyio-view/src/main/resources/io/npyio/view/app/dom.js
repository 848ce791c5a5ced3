/** Elements made and found, and the words in which the page writes numbers. */

/**
 * Makes an element.
 *
 * @param {string} tag such as "button", or "button.small" with classes
 * @param {Object<string, any>} [given] attributes; `on…` are listeners, true is an attribute without
 *     value, false, null and undefined are left out
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {any}
 */
export function h(tag, given = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, String(value));
    }
  }
  element.append(.../** @type {Array<Node|string>} */ (children.filter((child) => child || child === "")));
  return element;
}

/**
 * The element of an id, which must be there.
 *
 * @param {string} id
 * @returns {any}
 */
export const byId = (id) => document.getElementById(id);

/**
 * A choice of words, as a select with its label.
 *
 * @param {string} id
 * @param {string} label
 * @param {string[][]} options value and text of each
 * @param {string} value the one chosen
 * @param {(value: string) => void} onchange
 */
export function choice(id, label, options, value, onchange) {
  const select = h("select", {id, onchange: (event) => onchange(event.target.value)},
      ...options.map(([key, text]) => h("option", {value: key}, text)));
  select.value = value;
  return h("label.choice", {}, h("span", {}, label), select);
}

/**
 * A script or a style sheet of the server, loaded once.
 *
 * @param {string} address such as "app/uplot/uPlot.iife.min.js"
 * @returns {Promise<void>}
 */
export function load(address) {
  let loading = loaded.get(address);
  if (!loading) {
    loading = new Promise((resolve, reject) => {
      const listeners = {onload: resolve, onerror: () => reject(new Error(`${address} could not be loaded.`))};
      document.head.append(address.endsWith(".css")
          ? h("link", {rel: "stylesheet", href: address, ...listeners})
          : h("script", {src: address, ...listeners}));
    });
    loaded.set(address, loading);
  }
  return loading;
}

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/** 50000 as "50,000". @param {number} value */
export const grouped = (value) => value.toLocaleString("en-US");

/** The shape as NumPy writes it. @param {number[]} shape */
export const shapeText = (shape) => shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;

/** A dtype by its name, but text and bytes by their lengths: "str512" as "U16". @param {string} name */
export const dtypeText = (name) => name
    .replace(/^str(\d+)$/, (_, bits) => `U${Number(bits) / 32}`)
    .replace(/^(bytes|void)(\d+)$/, (_, kind, bits) => `${kind === "bytes" ? "S" : "V"}${Number(bits) / 8}`);

/** 1234567 as "1.23 MB". @param {number} count */
export function bytesText(count) {
  const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${count} ${count === 1 ? "byte" : "bytes"}` : `${Number(value.toPrecision(3))} ${units[unit]}`;
}

/**
 * Copies a text to the clipboard.
 *
 * @param {string} text
 * @returns {Promise<void>}
 */
export async function copyText(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text);
  }
  throw new Error("This browser gives the page no clipboard. Select the text and copy it.");
}
