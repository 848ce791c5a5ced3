/** What the array is: shown before any of its data. */

import {bytesText, dtypeText, grouped, h, shapeText} from "./dom.js";

const ORDERS = {C: "C order", F: "Fortran order"};

/**
 * @param {HTMLElement} element
 * @param {import("./api.js").FileInfo} file
 * @param {import("./api.js").ArrayInfo|undefined} array
 * @param {import("./state.js").State} state
 */
export function showHeader(element, file, array, state) {
  const key = `${file.file} ${file.stamp} ${array?.member} ${state.field}`;
  if (element.dataset.key === key) {
    return;
  }
  element.dataset.key = key;
  element.replaceChildren(
      h("h1", {title: file.name}, h("span", {}, file.name), array?.member && h("span.muted", {}, " › "),
          array?.member && h("span", {}, array.member)),
      array && !array.error ? facts(file, array) : h("p.facts", {}, h("span", {}, file.format), file.bytes !== null && h("span", {}, bytesText(file.bytes))),
      ...(array?.fields?.length ? [fieldList(array, state.field)] : []));
}

/**
 * @param {import("./api.js").FileInfo} file
 * @param {import("./api.js").ArrayInfo} array
 */
function facts(file, array) {
  const elements = array.shape.reduce((product, length) => product * length, 1);
  const typed = typeof array.descr === "string" ? array.descr : null;
  return h("p.facts", {},
      array.fields.length > 0
        ? h("strong", {}, `structured, ${array.fields.length} ${array.fields.length === 1 ? "field" : "fields"}`)
        : h("strong", {title: typed ? `descr ${typed}` : null}, dtypeText(array.dtype)),
      h("strong", {title: "shape"}, shapeText(array.shape)),
      h("span", {}, `${grouped(elements)} ${elements === 1 ? "element" : "elements"}`),
      array.shape.length > 1 && h("span", {}, ORDERS[array.order] ?? array.order),
      h("span", {}, bytesText(array.bytes)),
      typed?.startsWith(">") && h("span", {}, "big-endian"),
      h("span", {}, file.format));
}

/**
 * @param {import("./api.js").ArrayInfo} array
 * @param {string} chosen
 */
function fieldList(array, chosen) {
  const items = array.fields.map((field) => h("li", {"aria-current": field.name === chosen ? "true" : null},
      h("b", {}, field.name), " ", h("span.muted", {}, dtypeText(field.dtype) + (field.shape.length ? ` ${shapeText(field.shape)}` : ""))));
  return h("ul.fields", {"aria-label": `${items.length} fields`}, ...items);
}
