/** The files and their arrays, to choose from. */

import {bytesText, h, shapeText} from "./dom.js";
import {formatHash} from "./state.js";

/** More arrays than this are found by the filter. */
const MOST = 500;

/** From this number of arrays on there is a filter. */
const FILTER_FROM = 12;

/**
 * @param {HTMLElement} element
 * @param {import("./api.js").FileInfo[]} files
 */
export function mountTree(element, files) {
  const list = h("ul", {id: "tree", role: "tree", "aria-label": "Files and arrays", onkeydown: moveInTree});
  const more = h("p.muted");
  const filter = h("input", {id: "filter", type: "search", placeholder: "Filter", "aria-label": "Filter by name", oninput: () => fill(shown.files)});
  const shown = {files, state: {f: 0, m: ""}};
  element.append(filter, list, more);

  /** @param {import("./api.js").FileInfo[]} given */
  function fill(given) {
    shown.files = given;
    const count = given.reduce((sum, file) => sum + Math.max(1, file.arrays.length), 0);
    element.hidden = count === 1;
    filter.hidden = count < FILTER_FROM;
    const matches = given.map((file) => ({file, arrays: matching(file, filter.value.toLowerCase())}))
        .filter(({file, arrays}) => arrays.length > 0 || (file.arrays.length === 0 && !filter.value));
    let left = MOST;
    list.replaceChildren(...matches.flatMap(({file, arrays}) => {
      const some = arrays.slice(0, Math.max(0, left));
      left -= Math.max(1, arrays.length);
      return some.length === 0 && arrays.length > 0 ? [] : [fileItem(file, some)];
    }));
    more.textContent = left < 0 ? `${-left} more: filter by name to find them.` : "";
    select(shown.state);
  }

  /** @param {{f: number, m: string}} state */
  function select(state) {
    shown.state = state;
    const items = [...list.querySelectorAll("[role=treeitem][data-member]")];
    for (const item of items) {
      const isSelected = item.dataset.file === String(state.f) && item.dataset.member === state.m;
      item.setAttribute("aria-selected", String(isSelected));
      item.tabIndex = isSelected ? 0 : -1;
    }
    if (!items.some((item) => item.tabIndex === 0) && items[0]) {
      items[0].tabIndex = 0;
    }
    items.find((item) => item.tabIndex === 0)?.scrollIntoView({block: "nearest"});
  }

  fill(files);
  return {fill, select};
}

/**
 * @param {import("./api.js").FileInfo} file
 * @param {string} word
 */
const matching = (file, word) => file.arrays.filter(
    (array) => array.member.toLowerCase().includes(word) || file.name.toLowerCase().includes(word));

/**
 * @param {import("./api.js").FileInfo} file
 * @param {import("./api.js").ArrayInfo[]} arrays
 */
function fileItem(file, arrays) {
  const isSingle = file.arrays.length <= 1 && !file.arrays[0]?.member;
  if (isSingle) {
    return leaf(file, file.arrays[0] ?? null, file.name, file.error);
  }
  return h("li", {role: "treeitem", "aria-expanded": "true", "aria-label": file.name},
      h("div.file", {title: file.name}, h("b", {}, file.name), file.bytes !== null && h("span.muted", {}, bytesText(file.bytes))),
      h("ul", {role: "group"}, ...arrays.map((array) => leaf(file, array, array.member, array.error))));
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
        role: "treeitem", href: formatHash({f: file.file, m: array?.member ?? ""}), title: `${name}\n${about}`,
        "data-file": file.file, "data-member": array?.member ?? "", onclick: keepView,
      }, h("span.name", {}, name), h(problem ? "span.problem" : "span.muted", {}, about)));
}

/** @param {import("./api.js").ArrayInfo} array */
const typeText = ({fields, dtype}) => fields.length > 0 ? `${fields.length} ${fields.length === 1 ? "field" : "fields"}` : dtype;

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
