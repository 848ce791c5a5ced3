/**
 * Slices as text, one item for each axis: a number, or `start:stop:step` of an axis that is shown.
 *
 * @typedef {{index: number} | {start: number, step: number, length: number, text: string}} Item
 * @typedef {{items: Item[], shown: number[], lengths: number[]}} Slice the shown axes, in order of the array
 */

/**
 * Reads the text of a slice.
 *
 * @param {string} text
 * @param {number[]} shape
 * @returns {Slice}
 * @throws {Error} whose message says what to mend
 */
export function parseSlice(text, shape) {
  const items = expanded(split(text), shape.length).map((item, axis) => parseItem(item, shape[axis], axis));
  const shown = items.flatMap((item, axis) => "index" in item ? [] : [axis]);
  if (shown.length > 2) {
    throw new Error(`This slice keeps ${shown.length} axes, and two can be shown. Put a number in place of ':' for the others.`);
  }
  return {items, shown, lengths: shown.map((axis) => /** @type {any} */ (items[axis]).length)};
}

/**
 * @param {Item[]} items
 * @returns {string} as `--slice` takes it
 */
export const formatSlice = (items) => items.map((item) => "index" in item ? item.index : item.text).join(", ");

/** All of an axis. @param {number} length @returns {Item} */
export const whole = (length) => ({start: 0, step: 1, length, text: ":"});

/**
 * The slice shown first: the last two axes, or for an image with channels at the end the two before. An axis of length
 * 0 has no index, so it is shown.
 *
 * @param {number[]} shape
 * @param {string} kind
 * @returns {string}
 */
export function firstSlice(shape, kind) {
  const axes = shape.map((_, axis) => axis);
  const last = axes.slice(0, shape.length - (isImage(shape, kind) ? 1 : 0)).reverse();
  const shown = [...new Set([...axes.filter((axis) => shape[axis] === 0), ...last])].slice(0, 2);
  return axes.map((axis) => shown.includes(axis) ? ":" : "0").join(", ");
}

/**
 * Whether the last axis looks like the channels of an image.
 *
 * @param {number[]} shape
 * @param {string} kind
 */
export const isImage = (shape, kind) => shape.length >= 3 && [3, 4].includes(shape[shape.length - 1])
    && shape[shape.length - 2] > 4 && shape[shape.length - 3] > 4 && ["uint", "float", "int"].includes(kind);

/** @param {string} text */
function split(text) {
  const bare = text.trim().replace(/^\[(.*)\]$/s, "$1").trim().replace(/^\((.*)\)$/s, "$1").trim();
  const items = bare === "" ? [] : bare.split(",").map((item) => item.trim());
  if (items.length > 1 && items[items.length - 1] === "") {
    items.pop();
  }
  return items;
}

/**
 * An item for each axis; axes left out are shown whole, as in Python.
 *
 * @param {string[]} items
 * @param {number} rank
 */
function expanded(items, rank) {
  const isRest = (item) => item === "..." || item === "Ellipsis";
  const given = items.filter((item) => !isRest(item)).length;
  if (given > rank) {
    throw new Error(`This slice has ${given} items, but the array has ${rank} ${rank === 1 ? "axis" : "axes"}.`);
  }
  const rest = Array(rank - given).fill(":");
  const place = items.findIndex(isRest);
  return place < 0 ? [...items, ...rest] : [...items.slice(0, place), ...rest, ...items.slice(place + 1)];
}

/**
 * @param {string} text
 * @param {number} length
 * @param {number} axis
 * @returns {Item}
 */
function parseItem(text, length, axis) {
  if (text.includes(":")) {
    return parseRange(text, length);
  }
  const index = integer(text);
  if (index < -length || index >= length) {
    throw new Error(`Index ${index} is out of bounds for axis ${axis} of length ${length}.`);
  }
  return {index: index < 0 ? index + length : index};
}

/**
 * @param {string} text
 * @param {number} length
 * @returns {Item}
 */
function parseRange(text, length) {
  const parts = text.split(":").map((part) => part.trim());
  if (parts.length > 3) {
    throw new Error(`'${text}' has more than three parts. A range is start:stop:step.`);
  }
  const step = parts[2] ? integer(parts[2]) : 1;
  if (step === 0) {
    throw new Error(`The step of '${text}' is 0. It must be another number.`);
  }
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const bound = (part, absent) => {
    const value = part === "" || part === "None" ? absent : integer(part);
    return Math.max(least, Math.min(most, part !== "" && value < 0 && part !== "None" ? value + length : value));
  };
  const start = bound(parts[0], step > 0 ? least : most);
  const stop = bound(parts[1] ?? "", step > 0 ? most : least);
  return {start, step, length: Math.max(0, Math.ceil((stop - start) / step)), text: parts.join(":").replace(/^(.*:.*):$/, "$1")};
}

/** @param {string} text */
function integer(text) {
  if (!/^[+-]?\d+(_\d+)*$/.test(text)) {
    throw new Error(`'${text}' is no index. Write a number, or start:stop:step.`);
  }
  return Number(text.replaceAll("_", ""));
}
