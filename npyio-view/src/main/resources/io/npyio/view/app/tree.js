/** The files and their arrays, to choose from. */

import {bytesText, dtypeText, grouped, h, shapeText} from "./dom.js";
import {formatHash} from "./state.js";

/** More files, and more arrays of a file, are found by the filter. */
const MOST = 300;

/** From this number of arrays on there is a filter. */
const FILTER_FROM = 12;

/**
 * @param {HTMLElement} element
 * @param {import("./api.js").FileInfo[]} files
 */
export function mountTree(element, files) {
  const list = h("ul", {id: "tree", role: "tree", "aria-label": "Files and arrays", onkeydown: moveInTree});
  const filter = h("input", {id: "filter", type: "search", placeholder: "Filter", "aria-label": "Filter by name", oninput: () => fill(shown.files)});
  const shown = {files, state: {f: 0, m: ""}};
  element.append(filter, list);

  /** @param {import("./api.js").FileInfo[]} given */
  function fill(given) {
    shown.files = given;
    const count = given.reduce((sum, file) => sum + Math.max(1, file.arrays.length), 0);
    element.hidden = count === 1;
    filter.hidden = count < FILTER_FROM;
    const found = given.filter((file) => matches(file, filter.value));
    const listed = found.filter((file, place) => place < MOST || file.file === shown.state.f);
    const folder = commonFolder(given.map((file) => file.name));
    const name = (/** @type {import("./api.js").FileInfo} */ file) => file.name.slice(folder.length);
    list.replaceChildren(...listed.map((file) => fileItem(file, name(file), shown.state, filter.value)),
        found.length > listed.length ? moreItem(found.length - listed.length) : "");
    mark();
  }

  /** @param {{f: number, m: string}} state */
  function select(state) {
    shown.state = state;
    if (!mark()) {
      fill(shown.files);
    }
  }

  /** Marks the array that is shown, and says whether it is in the list. */
  function mark() {
    const items = [...list.querySelectorAll("[role=treeitem][data-member]")];
    const isShown = (item) => item.dataset.file === String(shown.state.f) && item.dataset.member === shown.state.m;
    const selected = items.find(isShown);
    for (const item of items) {
      item.setAttribute("aria-selected", String(item === selected));
      item.tabIndex = item === (selected ?? items[0]) ? 0 : -1;
    }
    selected?.scrollIntoView({block: "nearest"});
    return selected !== undefined || filter.value !== "";
  }

  fill(files);
  return {fill, select};
}

/**
 * The folder that all files lie in, with the slash at its end, which the tree leaves out.
 *
 * @param {string[]} names
 */
export function commonFolder(names) {
  let folder = names[0].slice(0, lastSlash(names[0]) + 1);
  while (!names.every((name) => name.startsWith(folder))) {
    folder = folder.slice(0, lastSlash(folder.slice(0, -1)) + 1);
  }
  return folder;
}

/** @param {string} path */
const lastSlash = (path) => Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));

/**
 * @param {string} name
 * @param {string} word
 */
const has = (name, word) => name.toLowerCase().includes(word.toLowerCase());

/**
 * @param {import("./api.js").FileInfo} file
 * @param {string} word
 */
const matches = (file, word) => has(file.name, word) || file.arrays.some((array) => has(array.member, word));

/** @param {number} count */
const moreItem = (count) => h("li.more.muted", {role: "none"}, `${grouped(count)} more: filter by name`);

/**
 * A file, with its arrays below it if they have names: as many as are listed, and the one that is shown.
 *
 * @param {import("./api.js").FileInfo} file
 * @param {string} name
 * @param {{f: number, m: string}} state
 * @param {string} word
 */
function fileItem(file, name, state, word) {
  if (file.arrays.length <= 1 && !file.arrays[0]?.member) {
    return leaf(file, file.arrays[0] ?? null, name, file.error);
  }
  const found = has(file.name, word) ? file.arrays : file.arrays.filter((array) => has(array.member, word));
  const listed = found.filter((array, place) => place < MOST || (file.file === state.f && array.member === state.m));
  return h("li", {role: "treeitem", "aria-expanded": "true", "aria-label": file.name},
      h("div.file", {title: file.name}, h("b", {}, name), file.bytes !== null && h("span.muted", {}, bytesText(file.bytes))),
      h("ul", {role: "group"}, ...listed.map((array) => leaf(file, array, array.member, array.error)),
          found.length > listed.length && moreItem(found.length - listed.length)));
}

/**
 * @param {import("./api.js").FileInfo} file
 * @param {import("./api.js").ArrayInfo|null} array
 * @param {string} name
 * @param {string|null} problem
 */
function leaf(file, array, name, problem) {
  const about = problem ?? (array ? `${typeText(array)} ${shapeText(array.shape)}` : "no arrays");
  return h("li.leaf", {role: "none"},
      h("a", {
        role: "treeitem", href: formatHash({f: file.file, m: array?.member ?? ""}), title: `${array?.member || file.name}\n${about}`,
        "data-file": file.file, "data-member": array?.member ?? "", onclick: keepView,
      }, h("span.name", {}, name), h(problem ? "span.problem" : "span.muted", {}, about)));
}

/** @param {import("./api.js").ArrayInfo} array */
const typeText = ({fields, dtype}) => fields.length > 0 ? `${fields.length} ${fields.length === 1 ? "field" : "fields"}` : dtypeText(dtype);

/** The view stays when another array is chosen. @param {MouseEvent} event */
function keepView(event) {
  const view = new URLSearchParams(location.hash.slice(1)).get("v");
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  if (view && !new URLSearchParams(link.hash.slice(1)).has("v")) {
    link.hash += `&v=${view}`;
  }
}

/** Arrows, Home and End move among the arrays. @param {KeyboardEvent} event */
function moveInTree(event) {
  const items = [.../** @type {any} */ (event.currentTarget).querySelectorAll("[role=treeitem][data-member]")];
  const at = items.indexOf(document.activeElement);
  const next = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[event.key];
  if (next !== undefined && items[next]) {
    event.preventDefault();
    items[next].focus();
  }
}
